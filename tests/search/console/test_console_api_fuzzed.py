"""Schemathesis on the API, in process: what its description promises holds for made-up requests.

Every check that there is runs. Time is bounded by the number of examples.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi.loaders import from_dict
from schemathesis.python import asgi
from schemathesis.schemas import BaseSchema
from starlette.types import ASGIApp, Receive, Scope, Send

from runtime.ledger import Balance
from runtime.sqlite import Database
from search.alerts.targets import Target
from search.console import FeedReport, HistoryEntry
from search.console.api.calls import CALLS
from search.console.api.openapi import description
from search.console.attempts import Attempts
from search.console.local import MIGRATIONS, SqliteTokens
from search.console.tokens import Token, digest_of, secret_of
from tests.fakes.documents import article, day, shift, statement
from tests.search.console.conftest import Served, served
from tests.search.console.test_console_watching_calls import described
from wire import DeadLetter

EXAMPLES = 4
"""Requests per call and kind of data."""

CONFIG = {
    "checks": {
        # 422: the request fits its description, and its words can't be understood. 409, 410: so it
        # stands. 412: somebody was faster.
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", 304, 401, 403, 404, 409, 410, 412, 422]
        },
        "negative_data_rejection": {
            "expected-statuses": [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]
        },
    },
}
SECRET = secret_of(b"schemathesis shows this to enter")
BEARER = {"Authorization": f"Bearer {SECRET}"}


class Patient(Attempts):
    """Lets everybody try as often as he likes: many wrong tokens are shown here."""

    def take(self, address: str, now: datetime) -> int:
        return 0


def filled(made: Served) -> dict[str, str]:
    """Something of every kind, so that calls find something; gives ids that are drawn."""
    made.take(
        article("a", "“No talks,” said the envoy.", at=day(1)),
        statement("s", "No talks", at=day(2)),
        shift("m", before="We will talk", after="We will not", at=day(3)),
    )
    made.sources.entries["2026-05-shift-m"] = [HistoryEntry(day(3), 1, "confirmed", "twice")]
    made.sources.reports.append(FeedReport("https://x.example/", "X", "well", False))
    made.sources.account["extract"] = Balance("extract", day(1), 5, 3, {"not_english": 1}, 1)
    made.sources.dead.append(dead("2026-05-letter"))
    with made.store.database.write() as tx:
        made.alerts.put_target(tx, Target(name="desk", url="https://x.example/", secret="whsec_"))
    api = "/api/v1"
    watch = made.client.post(f"{api}/watches", json=described(), headers=BEARER).json()
    made.take(statement("t", "No talks with anybody", at=day(9)))
    made.client.put(
        f"{api}/shifts/2026-05-shift-m/verdicts/fuzzer", json={"judgement": "right"}, headers=BEARER
    )
    (alert,) = made.client.get(f"{api}/alerts", headers=BEARER).json()["items"]
    return {"WATCH": watch["id"], "ALERT": alert["id"]}


def dead(identifier: str) -> DeadLetter:
    return DeadLetter(
        id=identifier,
        stage="parse",
        error="malformed",
        text="no feed",
        original=b"\xff<html>",
        position="https://x.example/",
        first_failed_at=day(1),
        last_failed_at=day(2),
    )


class Late:
    """The application, which is there when the first request comes."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


LATE = Late()


@dataclass
class Opened:
    """A way to the console, and the ids of what is in it."""

    session: asgi.ASGIClient
    ids: dict[str, str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("fuzzed")
    made = served(folder, hosts=("testserver",))
    door = Database.open(folder / "door.db", MIGRATIONS)
    tokens = SqliteTokens(door)
    tokens.put(Token(name="fuzzer", scope="admin", digest=digest_of(SECRET), made_at=day(1)))
    made.access.tokens, made.access.attempts = tokens, Patient()
    ids = filled(made)
    LATE.app = made.client.app
    # One for all requests: an event loop for each takes more time than what it is asked.
    with asgi.get_client(LATE) as session:
        yield Opened(session, ids)
    made.alerts.close()
    made.store.database.close()
    door.close()


def loaded() -> BaseSchema:
    found = from_dict(
        description(CALLS, "9.9", is_open=False), config=SchemathesisConfig.from_dict(CONFIG)
    )
    found.app = LATE
    return found


api = loaded()


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_api_is_as_it_is_described(case: schemathesis.Case, opened: Opened) -> None:
    case.call_and_validate(headers=BEARER, session=opened.session)


KNOWN: dict[str, dict[str, str]] = {
    "/shifts/{id}": {"id": "2026-05-shift-m"},
    "/shifts/{id}/history": {"id": "2026-05-shift-m"},
    "/shifts/{id}/verdicts": {"id": "2026-05-shift-m"},
    "/statements/{id}": {"id": "2026-05-statement-s"},
    "/articles/{id}": {"id": "2026-05-article-a"},
    "/articles/{id}/revisions": {"id": "2026-05-article-a"},
    "/parties/{name}/timeline": {"name": "Ruritania"},
    "/watches/{id}": {"id": "WATCH"},
    "/watches/{id}/ledger": {"id": "WATCH"},
    "/alerts/{id}": {"id": "ALERT"},
    "/dead-letters/{id}": {"id": "2026-05-letter"},
}
"""What there is, for calls that a made-up id would not find."""


@pytest.mark.parametrize(
    "path", [each.path for each in CALLS if each.method == "GET"], ids=lambda path: path
)
def test_what_is_there_is_as_it_is_described(path: str, opened: Opened) -> None:
    known = KNOWN[path] if "{" in path else {}
    places = {name: opened.ids.get(value, value) for name, value in known.items()}
    case = api[path]["GET"].Case(path_parameters=places)
    answer = case.call_and_validate(headers=BEARER, session=opened.session)
    assert answer.status_code == 200


UNCLEAR: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "/shifts"): {"query": {"q": "(talks"}},
    ("GET", "/statements"): {"query": {"q": "(talks"}},
    ("GET", "/articles"): {"query": {"q": "(talks"}},
    ("GET", "/facets"): {"query": {"in": "statements", "q": "(talks"}},
    ("GET", "/alerts"): {"query": {"cursor": "nowhere"}},
    ("GET", "/watches"): {"query": {"cursor": "nowhere"}},
    ("POST", "/watches"): {"body": described(query="(talks")},
    ("POST", "/watches/trial"): {"body": described(query="(talks")},
    ("PUT", "/watches/{id}"): {"body": described(query="(talks")},
    ("PUT", "/shifts/{id}/verdicts/{reader}"): {"body": {"judgement": "right"}},
    ("DELETE", "/shifts/{id}/verdicts/{reader}"): {},
}
"""Requests that fit the description and cannot be understood: chance seldom draws one."""


def test_every_call_that_may_not_understand_is_asked_something_unclear() -> None:
    assert {(each.method, each.path) for each in CALLS if 422 in each.refusals} == set(UNCLEAR)


@pytest.mark.parametrize(("method", "path"), list(UNCLEAR), ids=" ".join)
def test_what_is_not_understood_is_described_too(method: str, path: str, opened: Opened) -> None:
    places = {"id": opened.ids["WATCH"]} if path == "/watches/{id}" else {}
    if "{reader}" in path:
        places = {"id": "2026-05-shift-m", "reader": " "}
    case = api[path][method].Case(path_parameters=places, **UNCLEAR[method, path])
    answer = case.call_and_validate(headers=BEARER, session=opened.session)
    assert answer.status_code == 422
