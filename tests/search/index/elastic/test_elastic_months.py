"""Indices of months on a scripted server: made once, by our template, when they can be read."""

import pytest

from search.index.elastic.errors import ElasticAway, NotPrepared
from search.index.elastic.mappings import META
from search.index.elastic.months import Months
from search.index.elastic.names import Names
from tests.fakes.elastic import Answer, Script

ALIAS = "e-shifts-2026-05"
ABSENT: Answer = (404, {})
OURS: Answer = (200, {"template": {"mappings": {"_meta": META}}})
DONE: Answer = (200, {"acknowledged": True})
READY: Answer = (200, {"status": "green", "timed_out": False})
EXISTS: Answer = (
    400,
    {"error": {"type": "resource_already_exists_exception", "reason": "there it is"}},
)


def months(*answers: Answer) -> tuple[Months, Script]:
    script = Script(answers)
    return Months(script.connection(), Names("e")), script


def asked(script: Script) -> list[str]:
    return [f"{method} {target.partition('?')[0]}" for method, target, _ in script.asked]


def test_an_index_is_made_once_and_gets_its_aliases_when_it_can_be_read() -> None:
    made, script = months(ABSENT, OURS, DONE, READY, DONE)
    made.prepare([ALIAS, ALIAS])
    made.prepare([ALIAS])
    assert asked(script) == [
        f"HEAD /_alias/{ALIAS}",
        f"POST /_index_template/_simulate_index/{ALIAS}-1",
        f"PUT /{ALIAS}-1",
        f"GET /_cluster/health/{ALIAS}-1",
        "POST /_aliases",
    ]
    assert b"e-shifts" in script.asked[-1][2]


def test_another_process_may_have_been_first() -> None:
    made, script = months(ABSENT, OURS, EXISTS, READY, DONE)
    made.prepare([ALIAS])
    assert asked(script)[-1] == "POST /_aliases"


@pytest.mark.parametrize("template", [{}, {"template": {"mappings": {"_meta": {"mappings": 0}}}}])
def test_an_index_that_no_template_of_ours_meets_is_not_made(template: object) -> None:
    made, script = months(ABSENT, (200, template))
    with pytest.raises(NotPrepared, match="run `parley indices apply`"):
        made.prepare([ALIAS])
    assert len(script.asked) == 2


def test_an_index_for_which_there_is_no_room_yet_gets_no_alias() -> None:
    made, script = months(ABSENT, OURS, DONE, (408, {"status": "red", "timed_out": True}))
    with pytest.raises(ElasticAway, match="no room for e-shifts-2026-05-1 yet"):
        made.prepare([ALIAS])
    assert len(script.asked) == 4


def test_a_name_of_another_installation_is_no_alias() -> None:
    made, _ = months()
    with pytest.raises(ValueError, match="no alias of this installation"):
        made.aliases("other-shifts-2026-05")
