"""The console over a small store, a store without anything, and a door with a token."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from starlette.testclient import TestClient

from runtime.ledger import Balance
from runtime.metrics import Registry
from search.alerts.local import MIGRATIONS as ALERTS
from search.alerts.local import AlertDesk, Alerts
from search.console import Access, Desk, FeedReport, HistoryEntry, application
from search.console.application import Application
from search.index import MIGRATIONS as SEARCH
from search.index import Document
from search.verdicts.local import MIGRATIONS as VERDICTS
from search.verdicts.local import Verdicts
from tests.fakes.clock import ManualClock
from tests.fakes.console_sources import FakeSources
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.fakes.index_stores import SqliteStore
from wire import Article, DeadLetter, Shift, Statement

TOKEN = "a-token-of-enough-length"
TEXT = "The envoy came late.\n“No talks today,” said the minister. “Perhaps never.”\nRain fell."


@dataclass
class Served:
    """A console, and what it stands on."""

    client: TestClient
    store: SqliteStore
    sources: FakeSources
    clock: ManualClock
    alerts: Alerts
    desk: Desk

    @property
    def access(self) -> Access:
        """The door."""
        app = self.client.app
        assert isinstance(app, Application)
        return app.access

    def get(self, path: str, **headers: str) -> str:
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == 200, (path, answer.text)
        return answer.text

    def take(self, *documents: Document) -> None:
        """What comes in, matched with the watches as the pipeline does it."""
        with self.store.database.write() as tx:
            self.store.index.apply(
                tx,
                [each for each in documents if isinstance(each, Article)],
                [each for each in documents if isinstance(each, Statement)],
                [each for each in documents if isinstance(each, Shift)],
            )
            self.alerts.take(tx, documents, {"published": DAY, "seen": self.clock.now()})

    def form_token(self, path: str) -> str:
        """The hidden field of the first form on a page, cookie included, as a browser has it."""
        page = self.client.get(path).text
        found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page)
        assert found, page
        return found[1]

    def post(self, path: str, page: str, **fields: str) -> httpx.Response:
        """What is answered to a form on a page, sent as a browser sends it."""
        return self.client.post(path, data={"form_token": self.form_token(page), **fields})

    def enter(self, token: str) -> httpx.Response:
        """What is answered to who shows a token on the login page."""
        return self.post("/login", "/login", token=token)


def served(folder: Path, token: str = "", hosts: tuple[str, ...] = ()) -> Served:
    store = SqliteStore(folder / "console.db", (*SEARCH, *ALERTS, *VERDICTS))
    clock, sources = ManualClock(day(10)), FakeSources()
    alerts = Alerts(store.database, clock)
    desk = Desk(
        store.index,
        sources,
        clock,
        Registry(),
        alerts=AlertDesk(store.database, alerts),
        verdicts=Verdicts(store.database, clock),
        version="9.9",
    )
    app = application(desk, Access(token, clock.now, hosts))
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    return Served(client, store, sources, clock, alerts, desk)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    made = served(tmp_path)
    yield made
    made.alerts.close()
    made.store.database.close()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Served]:
    made = served(tmp_path, TOKEN, ("parley.example",))
    yield made
    made.store.database.close()


@pytest.fixture
def console(empty: Served) -> Served:
    """Two articles, three statements, one shift, a feed that is well and one that is not."""
    said = TEXT.index("No talks")
    cue = TEXT.index("said")
    quoted = statement("no", "No talks today", article_id="2026-05-article-a", at=day(1))
    speaker = msgspec.structs.replace(
        quoted.speaker, start=TEXT.index("the minister"), end=TEXT.index("the minister") + 12
    )
    quoted = msgspec.structs.replace(
        quoted,
        start=said,
        end=said + 14,
        spans=((said, said + 14),),
        cue="said",
        cue_start=cue,
        cue_end=cue + 4,
        speaker=speaker,
    )
    empty.store.apply(
        articles=[
            article("a", TEXT, title="Talks are off", at=day(1)),
            article("b", "Nobody spoke.", title="Quiet", at=day(2)),
        ],
        statements=[
            quoted,
            statement("yes", "We accept", article_id="c", party="Syldavia", stance=2, at=day(2)),
            statement("trade", "No tariff", article_id="c", issue="trade", stance=-1, at=day(3)),
        ],
        shifts=[
            shift(
                "s",
                before="We will hold talks with anybody in May",
                after="We will hold talks with nobody in May",
                at=day(1),
            )
        ],
    )
    empty.sources.entries["2026-05-shift-s"] = [
        HistoryEntry(DAY, 1, "provisional", "first report", article_id="2026-05-article-a"),
        HistoryEntry(day(1), 2, "confirmed", "a second source"),
    ]
    empty.sources.entries["2026-05-shift-gone"] = [
        HistoryEntry(DAY, 1, "retracted", "the article was edited", "2026-05-shift-s")
    ]
    empty.sources.reports += [
        FeedReport("https://lowlands.example/feed", "Lowlands", "fine", False, last_attempt_at=DAY),
        FeedReport("https://broken.example/feed", "", "failing (3 in a row): no", True, failures=3),
        FeedReport("https://still.example/feed", "Still", "silent: for 9 days", False, silent=True),
    ]
    empty.sources.account["extract"] = Balance("extract", DAY, 5, 3, {"not_english": 1}, 1)
    empty.sources.dead.append(
        DeadLetter(
            id="2026-05-letter",
            stage="extract",
            error="crashed",
            text="it crashed",
            original=b"<b>bytes \xff</b>",
            position="https://lowlands.example/x",
            first_failed_at=DAY,
            last_failed_at=DAY + timedelta(hours=1),
        )
    )
    return empty
