"""The JSON API: documents as on the wire, pages, ETags, problems, its own description."""

from typing import Any

import pytest

from tests.fakes.documents import day, statement
from tests.search.console.conftest import Served

CALLS = (
    "/shifts",
    "/shifts/2026-05-shift-s",
    "/shifts/2026-05-shift-s/history",
    "/statements",
    "/statements/2026-05-statement-no",
    "/articles",
    "/articles/2026-05-article-a",
    "/parties/Ruritania/timeline",
    "/facets",
    "/articles/2026-05-article-a/revisions",
    "/shifts/2026-05-shift-s/verdicts",
    "/parties",
    "/verdicts",
    "/watches",
    "/targets",
    "/alerts",
    "/feeds",
    "/status",
    "/dead-letters",
    "/dead-letters/2026-05-letter",
    "/me",
    "/tokens",
    "/openapi.json",
)


def value(console: Served, path: str) -> Any:
    answer = console.client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


@pytest.mark.parametrize("path", CALLS)
def test_every_call_answers_and_says_when_nothing_changed(console: Served, path: str) -> None:
    first = console.client.get(f"/api/v1{path}")
    assert first.status_code == 200
    again = console.client.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("path", ["/shifts", "/statements", "/articles", "/feeds", "/facets"])
def test_an_empty_store_gives_empty_lists(empty: Served, path: str) -> None:
    found = value(empty, path)
    assert found.get("items", []) == []


def test_documents_stand_as_on_the_wire(console: Served) -> None:
    (found,) = value(console, "/shifts?party=Ruritania")["items"]
    assert found["from"]["quote"] == "We will hold talks with anybody in May"
    assert found["to"]["stance"] == -2
    said = value(console, "/statements?q=talks")
    assert said["highlights"] == {"2026-05-statement-no": {"text": [[3, 8]]}}
    assert value(console, "/articles/2026-05-article-b")["text"] == "Nobody spoke."


def test_pages_follow_each_other_without_a_gap(console: Served) -> None:
    console.store.apply(statements=[statement(f"{n:02}", at=day(n // 4)) for n in range(30)])
    seen: list[str] = []
    path = "/statements?limit=7&party=Ruritania"
    while path:
        answer = console.client.get(f"/api/v1{path}")
        seen += [each["id"] for each in answer.json()["items"]]
        link = answer.headers.get("link", "")
        assert bool(link) == bool(answer.json()["next"])
        path = link.partition(">")[0].removeprefix("</api/v1")
    assert len(seen) == len(set(seen)) == 32


def test_a_timeline_is_oldest_first(console: Served) -> None:
    found = value(console, "/parties/Ruritania/timeline?limit=2")
    assert [each["id"] for each in found["items"]] == [
        "2026-05-shift-s",
        "2026-05-statement-trade",
    ]


def test_parties_stand_where_they_last_stood(console: Served) -> None:
    held = {each["name"]: each["positions"] for each in value(console, "/parties")["items"]}
    stances = {position["issue"]: position["stance"] for position in held["Ruritania"]}
    assert stances == {"talks": -2, "trade": -1}
    assert all(position["at"].startswith("2026-05-") for position in held["Ruritania"])


def test_facets_and_days_count(console: Served) -> None:
    found = value(console, "/facets?party=Ruritania")
    assert found["facets"]["issue"] == [
        {"value": "talks", "count": 1},
        {"value": "trade", "count": 1},
    ]
    assert [each["count"] for each in found["days"]] == [1, 1]


def test_status_and_feeds(console: Served) -> None:
    found = value(console, "/status")
    assert found["stages"][0]["missing"] == 0
    assert "original" not in value(console, "/dead-letters")["items"][0]
    assert value(console, "/dead-letters/2026-05-letter")["original"] == "PGI+Ynl0ZXMg/zwvYj4="
    feeds = value(console, "/feeds")["items"]
    assert [each["failing"] for each in feeds] == [False, True, False]
    assert [each["silent"] for each in feeds] == [False, False, True]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/statements?q=(", 422),
        ("/statements?q=colour:red", 422),
        ("/statements?cursor=x", 422),
        ("/facets?in=articles&party=x", 422),
        ("/statements?party=..", 422),
        ("/statements?partyy=x", 400),
        ("/statements?q=a&q=b", 400),
        ("/statements?issue=x", 400),
        ("/statements?limit=1000", 400),
        ("/statements?limit=%C2%B2", 400),
        ("/statements?limit=-1", 400),
        (f"/statements?q={'a' * 1001}", 400),
        ("/facets?in=x", 400),
        ("/parties/A/timeline?issue=x", 400),
        ("/articles/a/revisions", 404),
        ("/articles/2026-05-article-a/revisions?edition=x", 404),
        ("/dead-letters/x", 404),
        ("/articles/x", 404),
        ("/shifts/x/history", 404),
        ("/nothing", 404),
    ],
)
def test_problems_are_told_in_words(console: Served, path: str, status: int) -> None:
    answer = console.client.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_problem_in_a_query_has_its_place(console: Served) -> None:
    assert console.client.get("/api/v1/statements?q=a+(b").json()["position"] == 2


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/shifts", "GET, HEAD"),
        ("/watches", "GET, HEAD, POST"),
        ("/watches/x", "DELETE, GET, HEAD, PUT"),
        ("/watches/trial", "POST"),
        ("/tokens/x", "DELETE"),
    ],
)
def test_another_method_is_refused_with_those_there_are(
    console: Served, path: str, allowed: str
) -> None:
    answer = console.client.request("PATCH", f"/api/v1{path}")
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("media", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_is_no_json_is_refused(console: Served, media: str) -> None:
    answer = console.client.post("/api/v1/watches", content=b"{}", headers={"Content-Type": media})
    assert answer.status_code == 415


def test_a_body_that_is_too_long_is_refused(console: Served) -> None:
    headers = {"Content-Type": "application/json"}
    answer = console.client.post("/api/v1/watches", content=b" " * 70_000, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"name": "\xff"}', b"[" * 5000, b"NaN"])
def test_a_body_that_is_broken_is_refused(console: Served, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = console.client.post("/api/v1/watches", content=body, headers=headers)
    assert answer.status_code == 400
    assert "does not fit" in answer.json()["detail"]


VERDICT = "/api/v1/shifts/2026-05-shift-s/verdicts/anna"


def test_a_verdict_is_given_changed_and_taken_back(console: Served) -> None:
    for judgement, version in (("right", 1), ("right", 1), ("wrong", 2)):
        answer = console.client.put(VERDICT, json={"judgement": judgement, "note": "seen"})
        assert answer.status_code == 200
        assert (answer.json()["judgement"], answer.json()["version"]) == (judgement, version)
    assert value(console, "/verdicts")["all"]["wrong"] == 1
    assert [console.client.delete(VERDICT).status_code for _ in range(2)] == [204, 204]
    assert value(console, "/shifts/2026-05-shift-s/verdicts") == {"items": []}
    gone = VERDICT.replace("shift-s", "shift-x")
    assert console.client.put(gone, json={"judgement": "right"}).status_code == 404


def test_the_description_names_every_call_and_its_schemas(console: Served) -> None:
    found = value(console, "/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert {"/shifts", "/articles/{id}", "/parties/{name}/timeline"} <= set(found["paths"])
    text = console.client.get("/api/v1/openapi.json").text
    for name in ("Article", "Statement", "Shift", "Problem"):
        assert name in found["components"]["schemas"]
        assert f'"#/components/schemas/{name}"' in text
    operations = [
        operation["operationId"] for each in found["paths"].values() for operation in each.values()
    ]
    assert len(operations) == len(set(operations))
