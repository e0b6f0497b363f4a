"""What is wrong with a server, in words that say what to do."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from elastic_transport import ConnectionError as NotConnected
from elastic_transport import ConnectionTimeout, TlsError

from runtime.settings import Settings
from search.index import SearchTimeout, StoreUnavailable
from search.index.elastic import (
    ElasticAway,
    ElasticIndex,
    ElasticRefused,
    Names,
    unchecked,
    wait_for_elasticsearch,
)
from search.index.elastic.timing import searched
from search.query import parse
from tests.fakes.clock import ManualClock
from tests.fakes.elastic import Answer, Script

HEALTHY = (200, {"status": "green"})
NO_SHARDS = {"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}}
FORBIDDEN = {"error": {"type": "security_exception", "reason": "action [x] is unauthorized"}}


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (NotConnected("refused"), ElasticAway, "can't be reached (refused)"),
        (ConnectionTimeout("slow"), ElasticAway, "does not answer in time"),
        (TlsError("self-signed"), ElasticRefused, "check the address and `elasticsearch_ca`"),
        ((401, {"error": "no"}), ElasticRefused, "set `elasticsearch_user`"),
        ((403, FORBIDDEN), ElasticRefused, "does not allow this to its user: action [x]"),
        ((503, NO_SHARDS), ElasticAway, "can't answer now: all shards failed"),
        ((500, {"error": "broken"}), ElasticAway, "can't answer now: broken"),
        ((200, {"status": "red"}), ElasticAway, "has not found all its data yet"),
    ],
)
def test_each_trouble_has_its_words(
    answer: Answer, kind: type[StoreUnavailable], words: str
) -> None:
    with pytest.raises(kind) as raised:
        Script([answer]).connection().check()
    assert words in str(raised.value)
    assert "http://fake:9200" in str(raised.value)


async def test_a_server_that_is_away_is_waited_for_and_it_is_said_once_a_minute() -> None:
    said: list[str] = []
    script = Script([*[NotConnected("refused")] * 130, HEALTHY])
    await wait_for_elasticsearch(script.connection(), Impatient(), said.append)
    assert [each.partition(":")[0] for each in said[:2]] == ["waiting", "waiting"]
    assert len(said) == 3
    assert said[-1] == "Elasticsearch at http://fake:9200 is there"


async def test_a_wrong_password_is_not_waited_for() -> None:
    with pytest.raises(ElasticRefused):
        await wait_for_elasticsearch(Script([(401, {})]).connection(), Impatient())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"elasticsearch": ""}, "parley cluster up"),
        ({"elasticsearch": "nonsense"}, "is no address such as"),
        ({"prefix": "News"}, "can't begin an index's name"),
    ],
)
def test_settings_that_lead_nowhere_are_refused(change: dict[str, str], words: str) -> None:
    settings = replace(Settings(elasticsearch="http://127.0.0.1:9200"), **change)  # type: ignore[arg-type]
    with pytest.raises(ElasticRefused, match=words):
        unchecked(settings)


def test_nothing_is_asked_before_it_must_be() -> None:
    with closing(unchecked(Settings(elasticsearch="http://127.0.0.1:9"))) as index:
        assert index.names == Names("parley")


class Impatient(ManualClock):
    """Time passes as soon as somebody waits for it."""

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)


HITS = {"total": {"value": 0, "relation": "eq"}, "hits": []}
Search = Callable[[ElasticIndex], object]


@pytest.mark.parametrize(
    "search",
    [
        lambda index: index.search("statement", parse("talks")),
        lambda index: index.count("statement"),
        lambda index: index.counted("statement", parse("talks")),
        lambda index: index.standings(),
        lambda index: index.timeline("Ruritania"),
    ],
)
@pytest.mark.parametrize(
    "answer", [(200, {"timed_out": True, "hits": HITS}), ConnectionTimeout("slow")]
)
def test_a_search_over_its_time_is_broken_off(search: Search, answer: Answer) -> None:
    index = ElasticIndex(Script([answer]).connection(), Names("e"), search_seconds=0.5)
    with pytest.raises(SearchTimeout, match=r"longer than 0\.5 s: add a field or a date"):
        search(index)


def test_the_server_is_told_how_long_it_may_take() -> None:
    script = Script([(200, {"timed_out": False, "hits": HITS})])
    searched(script.connection(), "e-shifts", {"size": 0}, False, 2.5)
    ((_, target, body),) = script.asked
    assert target.startswith("/e-shifts/_search")
    assert b'"timeout":"2500ms"' in body
