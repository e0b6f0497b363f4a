from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.articles import Origin, put_together
from ingest.decide.dates import judge
from ingest.decide.health import FeedMemory
from ingest.local import MIGRATIONS, SqliteFeedState
from ingest.state import FeedState, SeenMark
from runtime.sqlite import Database
from wire import Outlet

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
MARK = SeenMark(
    outlet_domain="n.example",
    identity="guid:1",
    first_seen_at=NOW,
    article_id="2026-03-a",
    entry_hash="e1",
    content_hash="c1",
    fetched_at=NOW + timedelta(seconds=1),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "x.db", MIGRATIONS) as database:
        yield database


@pytest.fixture
def state(database: Database) -> FeedState:
    return SqliteFeedState(database)


def test_a_feed_is_remembered_in_every_field(state: FeedState) -> None:
    memory = FeedMemory(
        url="https://n.example/f",
        title="N",
        etag='W/"é"',
        last_modified="odd  words",
        moved_to="https://n.example/g",
        status=200,
        error="e",
        failures=3,
        gone=True,
        guids_repeat=True,
        last_attempt_at=NOW,
        last_success_at=NOW - timedelta(hours=1),
        last_new_at=NOW - timedelta(hours=2),
        next_poll_at=NOW + timedelta(hours=1),
    )
    state.save_feed(memory)
    assert state.feed(memory.url) == memory
    changed = replace(memory, etag=None, next_poll_at=None, gone=False)
    state.save_feed(changed)
    assert list(state.feeds()) == [changed]


def test_an_unknown_feed_has_an_empty_memory(state: FeedState) -> None:
    assert state.feed("https://n.example/f") == FeedMemory(url="https://n.example/f")
    assert list(state.feeds()) == []


def test_a_feed_is_forgotten_and_its_entries_are_not(state: FeedState) -> None:
    state.save_feed(FeedMemory(url="u"))
    state.settle(MARK)
    state.forget_feed("u")
    assert list(state.feeds()) == []
    assert state.entry("n.example", "guid:1") is not None


def test_an_entry_is_remembered(state: FeedState) -> None:
    assert state.entry("n.example", "guid:1") is None
    assert state.first_seen("n.example", "guid:1") is None
    state.settle(MARK)
    known = state.entry("n.example", "guid:1")
    assert known is not None
    assert (known.article_id, known.first_seen_at, known.outcome) == ("2026-03-a", NOW, "article")
    assert (known.entry_hash, known.content_hash, known.attempts) == ("e1", "c1", 0)
    assert known.fetched_at == NOW + timedelta(seconds=1)
    assert state.first_seen("n.example", "guid:1") == NOW
    assert state.entry("other.example", "guid:1") is None


def test_the_first_sight_stays(state: FeedState) -> None:
    state.settle(MARK)
    state.settle(replace(MARK, first_seen_at=NOW + timedelta(days=40), entry_hash="e2"))
    known = state.entry("n.example", "guid:1")
    assert known is not None
    assert known.first_seen_at == NOW
    assert known.entry_hash == "e2"


def test_a_mark_that_knows_less_takes_nothing_away(state: FeedState) -> None:
    state.settle(MARK)
    bare = SeenMark(
        outlet_domain="n.example",
        identity="guid:1",
        first_seen_at=NOW,
        outcome="waiting",
        attempts=2,
    )
    state.settle(bare)
    known = state.entry("n.example", "guid:1")
    assert known is not None
    assert (known.article_id, known.entry_hash, known.content_hash) == ("2026-03-a", "e1", "c1")
    assert (known.outcome, known.attempts) == ("waiting", 2)
    assert known.fetched_at == MARK.fetched_at


def test_a_mark_shares_the_fate_of_its_transaction(database: Database, state: FeedState) -> None:
    with pytest.raises(RuntimeError), database.write() as tx:  # noqa: PT012 - the block is the transaction
        state.mark_seen(tx, MARK)
        raise RuntimeError
    assert state.entry("n.example", "guid:1") is None
    with database.write() as tx:
        state.mark_seen(tx, MARK)
    assert state.entry("n.example", "guid:1") is not None


def test_the_mark_of_an_article() -> None:
    origin = Origin("guid:1", Outlet(name="N", domain="n.example"), NOW, NOW)
    article = put_together(origin, "T", "Text.", judge(None, NOW), "en")
    mark = SeenMark.of(article, "e")
    assert (mark.outlet_domain, mark.identity, mark.article_id) == (
        "n.example",
        "guid:1",
        article.id,
    )
    assert (mark.entry_hash, mark.content_hash, mark.outcome) == (
        "e",
        article.content_hash,
        "article",
    )


def test_an_article_holds_only_what_can_be_stored() -> None:
    origin = Origin("id:\ud83d", Outlet(name="N", domain="n.example"), NOW, NOW)
    article = put_together(
        origin, " A\x00 \ud83d " + "t" * 2000, "a\x00“\ud83d”", judge(None, NOW), "en"
    )
    assert article.text == "a “\ufffd”"
    assert article.title.startswith("A \ufffd t")
    assert len(article.title) == 1000
    article.identity.encode("utf-8")
