"""Watches and alerts by the API: kept, tried, changed by who has looked, removed, accounted for."""

from typing import Any

import pytest

from search.alerts.targets import Target
from tests.fakes.documents import day, shift, statement
from tests.search.console.conftest import Served

WATCHES = "/api/v1/watches"


def described(**changes: object) -> dict[str, object]:
    """A watch that fits."""
    return {"name": "ultimatums", "query": "talks"} | changes


def added(console: Served, **changes: object) -> Any:
    answer = console.client.post(WATCHES, json=described(**changes))
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{WATCHES}/{answer.json()['id']}"
    return answer.json()


def test_a_watch_is_kept_found_and_listed(empty: Served) -> None:
    rule = {"party": "Ruritania", "issue": "talks", "least_confidence": 0.25}
    quiet = {"start": "22:00", "end": "07:00", "zone": "Europe/Amsterdam"}
    made = added(empty, query="", rule=rule, quiet=quiet, mode="daily", muted_parties=["Syldavia"])
    found = empty.client.get(f"{WATCHES}/{made['id']}")
    assert found.json() == made
    assert made["rule"]["least_confidence"] == 0.25
    assert (made["kind"], made["subject"], made["mode"]) == ("shift-rule", "shift", "daily")
    assert made["quiet"] == quiet
    assert made["muted_parties"] == ["Syldavia"]
    assert empty.client.get(WATCHES).json() == {"items": [made], "total": 1, "next": None}


def test_pages_of_watches_follow_each_other(empty: Served) -> None:
    for number in range(5):
        added(empty, name=f"w{number}")
        empty.clock.advance(1)
    seen: list[str] = []
    path = f"{WATCHES}?limit=2"
    while path:
        answer = empty.client.get(path)
        seen += [each["name"] for each in answer.json()["items"]]
        path = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert seen == ["w0", "w1", "w2", "w3", "w4"]
    assert empty.client.get(f"{WATCHES}?cursor=nowhere").status_code == 422


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"query": "("}, "q"),
        ({"name": "  "}, "name"),
        ({"targets": ["nowhere"]}, "targets"),
        ({"quiet": {"start": "22:00", "end": "07:00", "zone": "Moon"}}, "zone"),
        ({"rule": {"party": "Ruritania"}}, "rule"),
    ],
)
def test_what_cannot_be_done_is_said_by_field(
    empty: Served, changes: dict[str, object], field: str
) -> None:
    for path in (WATCHES, f"{WATCHES}/trial"):
        answer = empty.client.post(path, json=described(**changes))
        if path == WATCHES or field != "name":
            assert answer.status_code == 422, answer.text
            assert list(answer.json()["problems"]) == [field]
    assert empty.client.get(WATCHES).json()["total"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"name": 7},
        {"nmae": "x"},
        {"name": "x" * 101},
        {"rule": {"partty": "x"}},
        {"mode": "never"},
        {"quiet": {"start": "25:00", "end": "07:00"}},
        {"muted_until": "2026-05-01T00:00:00"},
        {"rule": {"least_confidence": 2}},
    ],
)
def test_a_body_that_does_not_fit_is_refused(empty: Served, changes: dict[str, object]) -> None:
    answer = empty.client.post(WATCHES, json=described(**changes))
    assert answer.status_code == 400
    assert "does not fit" in answer.json()["detail"]


def test_a_watch_on_everything_is_not_kept(empty: Served) -> None:
    answer = empty.client.post(WATCHES, json=described(query="", sure=True))
    assert answer.status_code == 422
    assert "everything" in answer.json()["detail"]


def test_a_broad_one_is_kept_by_who_is_sure(empty: Served) -> None:
    empty.take(*(statement(f"{n}", "No talks today", at=day(9)) for n in range(30)))
    assert empty.client.post(WATCHES, json=described()).status_code == 422
    assert empty.client.post(WATCHES, json=described(sure=True)).status_code == 201


def test_a_trial_says_what_it_would_have_caught_and_keeps_nothing(empty: Served) -> None:
    empty.take(statement("s", "No talks today", at=day(9)), statement("x", "Rain", at=day(9)))
    found = empty.client.post(f"{WATCHES}/trial", json=described()).json()
    assert (found["matched"], found["of"], found["breadth"]) == (1, 2, "narrow")
    assert [each["subject_id"] for each in found["alerts"]] == ["2026-05-statement-s"]
    assert empty.client.get(WATCHES).json()["total"] == 0


def test_the_same_once_more_changes_nothing(empty: Served) -> None:
    made = added(empty)
    path = f"{WATCHES}/{made['id']}"
    once = empty.client.put(path, json=described(name="other"))
    again = empty.client.put(path, json=described(name="other"))
    assert once.json()["version"] == 2
    assert (again.json(), again.headers["etag"]) == (once.json(), once.headers["etag"])
    assert [empty.client.delete(path).status_code for _ in range(2)] == [204, 204]
    assert empty.client.get(path).status_code == 410
    assert empty.client.put(path, json=described()).status_code == 410
    assert empty.client.get(f"{path}/ledger").status_code == 200


def test_whoever_looked_at_an_older_state_is_refused(empty: Served) -> None:
    path = f"{WATCHES}/{added(empty)['id']}"
    seen = empty.client.get(path).headers["etag"]
    changed = empty.client.put(path, json=described(name="b"), headers={"If-Match": seen})
    assert changed.status_code == 200
    for late in (
        empty.client.put(path, json=described(name="c"), headers={"If-Match": seen}),
        empty.client.delete(path, headers={"If-Match": seen}),
    ):
        assert late.status_code == 412
    assert empty.client.get(path).json()["name"] == "b"
    newest = f'"x", {changed.headers["etag"]}'
    assert empty.client.delete(path, headers={"If-Match": newest}).status_code == 204


def test_a_name_is_taken_once(empty: Served) -> None:
    added(empty)
    assert empty.client.post(WATCHES, json=described()).status_code == 409
    other = added(empty, name="other")
    answer = empty.client.put(f"{WATCHES}/{other['id']}", json=described())
    assert answer.status_code == 409


def test_targets_are_shown_without_what_is_secret(empty: Served) -> None:
    url = "https://hooks.chat.example/services/SECRETPART0123456789abcdef?key=SECRETPART"
    with empty.store.database.write() as tx:
        empty.alerts.put_target(tx, Target(name="chat", url=url, secret="whsec_SECRETPART"))
    answer = empty.client.get("/api/v1/targets")
    assert "SECRETPART" not in answer.text
    assert answer.json()["items"][0]["name"] == "chat"
    assert answer.json()["items"][0]["words"] == "well"


def test_alerts_come_with_their_steps_and_the_ledger_adds_up(empty: Served) -> None:
    watch = added(empty, query="", rule={"party": "Ruritania"})
    empty.take(*(shift(f"{n}", before="Yes", after=f"No {n}", at=day(9)) for n in range(3)))
    found = empty.client.get(f"/api/v1/alerts?watch={watch['id']}&limit=2")
    page = found.json()
    assert (page["total"], len(page["items"])) == (3, 2)
    path = found.headers["link"].partition(">")[0].removeprefix("<")
    rest = empty.client.get(path).json()
    assert len(rest["items"]) == 1
    assert {each["id"] for each in page["items"]}.isdisjoint({rest["items"][0]["id"]})
    one = empty.client.get(f"/api/v1/alerts/{rest['items'][0]['id']}").json()
    assert one["alert"] == rest["items"][0]
    assert [each["what"] for each in one["steps"]] == ["new"]
    ledger = empty.client.get(f"{WATCHES}/{watch['id']}/ledger").json()
    assert (ledger["account"]["matched"], ledger["missing"]) == (3, 0)
    assert sum(each["account"]["matched"] for each in ledger["days"]) == 3


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("issue=talks", 1),
        ("issue=trade", 0),
        ("party=Ruritania", 1),
        ("party=Syldavia", 0),
        ("state=confirmed", 0),
        ("after=2026-05-10", 1),
        ("before=2026-05-10", 0),
    ],
)
def test_alerts_are_found_by_filters(empty: Served, path: str, number: int) -> None:
    added(empty, query="", rule={"party": "Ruritania"})
    empty.take(shift("s", before="Yes", after="No", at=day(9)))
    assert empty.client.get(f"/api/v1/alerts?{path}").json()["total"] == number


def test_dates_and_cursors_that_are_none_are_refused(empty: Served) -> None:
    for query in ("after=x", "before=2026-99", "cursor=x"):
        assert empty.client.get(f"/api/v1/alerts?{query}").status_code == 422
    for query in ("state=x", "issue=x", "limit=0", "colour=red"):
        assert empty.client.get(f"/api/v1/alerts?{query}").status_code == 400
    assert empty.client.get("/api/v1/alerts/x").status_code == 404
