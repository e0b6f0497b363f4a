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
    "/feeds",
    "/status",
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
    assert "original" not in found["dead_letters"][0]
    assert [each["failing"] for each in value(console, "/feeds")["items"]] == [False, True]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/statements?q=(", 400),
        ("/statements?q=colour:red", 400),
        ("/statements?limit=1000", 400),
        ("/statements?limit=%C2%B2", 400),
        ("/statements?cursor=x", 400),
        ("/facets?in=x", 400),
        ("/parties/A/timeline?issue=x", 400),
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


def test_only_reading(console: Served) -> None:
    assert console.client.post("/api/v1/shifts").status_code == 405
    assert console.client.delete("/api/v1/articles/2026-05-article-a").status_code == 405


def test_the_description_names_every_call_and_its_schemas(console: Served) -> None:
    found = value(console, "/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert {"/shifts", "/articles/{id}", "/parties/{name}/timeline"} <= set(found["paths"])
    text = console.client.get("/api/v1/openapi.json").text
    for name in ("Article", "Statement", "Shift", "Problem"):
        assert name in found["components"]["schemas"]
        assert f'"#/components/schemas/{name}"' in text
    operations = [each["get"]["operationId"] for each in found["paths"].values()]
    assert len(operations) == len(set(operations))
