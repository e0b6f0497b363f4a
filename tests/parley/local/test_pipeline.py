"""One article's effects are one transaction: all of them or none, whatever happens in between."""

import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ingest.sink import Arrival, Dropped
from ingest.state import SeenMark
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.service import StoringSink
from parley.local.store import LocalStore
from runtime.ledger import totals
from runtime.metrics import catalogue as metrics
from runtime.sqlite import StorageError
from tests.fakes.articles import AT, article
from tests.fakes.clock import ManualClock
from tests.fakes.reading_child import statement_of
from wire import Article, DeadLetter, codec

FAKE = (sys.executable, "-m", "tests.fakes.reading_child")


@pytest.fixture
def store(tmp_path: Path) -> "LocalStore":
    return LocalStore.open(tmp_path, ManualClock(AT))


@pytest.fixture
async def pipeline(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pipeline]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    async with ExtractionProcess("fast", program=FAKE) as extraction:
        made = Pipeline(store, extraction, ManualClock(AT), profile="fast")
        yield made
        made.close()
    store.database.close()


async def take(pipeline: Pipeline, each: Article) -> bool:
    return await pipeline.accept(each, SeenMark.of(each))


def seen(store: LocalStore, each: Article) -> bool:
    return store.feeds.entry(each.outlet.domain, each.identity) is not None


async def test_an_article_is_stored_with_all_that_belongs_to_it(
    store: LocalStore, pipeline: Pipeline
) -> None:
    one = article("fine words")
    assert await take(pipeline, one)
    kept = store.index.get("article", one.id)
    assert isinstance(kept, Article)
    assert (kept.text, kept.version) == ("fine words", 1)
    assert {"extracted", "stored"} <= kept.stamps.keys()
    assert [each.text for each in store.read_from(one.id)] == [statement_of(one).text]
    assert store.has(one)
    assert seen(store, one)
    balance = totals(store.ledger.balance())["extract"]
    assert (balance.taken, balance.done, balance.missing) == (1, 1, 0)
    assert pipeline.registry.value(metrics.STATEMENTS, kind="direct") == 1
    assert pipeline.under_way == 0


async def test_a_failure_in_the_middle_of_storing_leaves_nothing(
    store: LocalStore, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = article("fine words")

    def broken(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("in the middle")

    monkeypatch.setattr(type(store.feeds), "mark_seen", broken)
    with pytest.raises(sqlite3.OperationalError):
        await take(pipeline, one)
    assert not store.has(one)
    assert store.index.get("article", one.id) is None
    assert store.ledger.balance() == []
    monkeypatch.undo()


async def test_what_cannot_be_read_is_kept_as_it_came(
    store: LocalStore, pipeline: Pipeline
) -> None:
    bad, good = article("RAISE", "bad"), article("fine", "good")
    assert not await take(pipeline, bad)
    assert await take(pipeline, good)
    (letter,) = store.letters.list()
    assert (letter.stage, letter.error, letter.article_id) == ("extract", "internal", bad.id)
    assert codec.decode(letter.original, Article) == bad
    assert seen(store, bad)
    balance = totals(store.ledger.balance())["extract"]
    assert (balance.taken, balance.done, balance.dead, balance.missing) == (2, 1, 1, 0)


async def test_a_full_disk_loses_nothing(store: LocalStore, pipeline: Pipeline) -> None:
    """SQLite's own limit on pages gives the very error that a full disk gives."""
    with store.database.write() as tx:
        (pages,) = tx.execute("PRAGMA page_count").fetchone()
        tx.execute(f"PRAGMA max_page_count = {pages}")
    large = article("word " * 100_000)
    with pytest.raises(StorageError, match="the disk is full"):
        await take(pipeline, large)
    assert not seen(store, large)
    assert not store.has(large)
    with store.database.write() as tx:
        tx.execute("PRAGMA max_page_count = 1073741823")
    assert await take(pipeline, large)
    assert store.has(large)


async def test_the_sink_waits_out_a_full_disk(
    store: LocalStore, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ManualClock(AT)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(clock, "sleep", sleep)
    real, tries = pipeline.accept, iter([True, True, False])

    async def accept(each: Article, mark: SeenMark) -> bool:
        if next(tries):
            raise StorageError("full", Path("parley.db"))
        return await real(each, mark)

    monkeypatch.setattr(pipeline, "accept", accept)
    one = article("fine")
    sink = StoringSink(pipeline, clock, store.feeds)
    await sink.arrived(Arrival(one, SeenMark.of(one), b"{}"))
    assert store.has(one)
    assert len(slept) == 2


async def test_the_sink_keeps_drops_and_dead_letters(store: LocalStore, pipeline: Pipeline) -> None:
    sink = StoringSink(pipeline, ManualClock(AT), store.feeds)
    foreign, dead = article("bonjour", "foreign"), article("x", "dead")
    await sink.dropped(
        Dropped(reason="language", feed="https://f.example", at=AT, seen=SeenMark.of(foreign))
    )
    await sink.dropped(Dropped(reason="surplus", feed="https://f.example", at=AT, n=5))
    letter = DeadLetter(
        id="2026-05-aa",
        stage="parse",
        error="malformed",
        text="no",
        original=b"<",
        first_failed_at=AT,
        last_failed_at=AT,
    )
    await sink.dead(letter, SeenMark.of(dead))
    assert seen(store, foreign)
    assert seen(store, dead)
    assert store.letters.get("2026-05-aa") == letter
    found = totals(store.ledger.balance())
    assert found["fetch"].dropped == {"language": 1, "surplus": 5}
    assert (found["fetch"].missing, found["parse"].dead, found["parse"].missing) == (0, 1, 0)


async def test_a_later_text_is_a_revision_and_an_older_one_changes_nothing(
    store: LocalStore, pipeline: Pipeline
) -> None:
    from datetime import timedelta

    import msgspec

    first = article("first words")
    later = article("later words", at=AT)
    later = msgspec.structs.replace(later, fetched_at=AT + timedelta(hours=1))
    await take(pipeline, later)
    await take(pipeline, first)
    kept = store.index.get("article", first.id)
    assert isinstance(kept, Article)
    assert (kept.text, kept.version) == ("later words", 2)
    assert [each.text for each in store.read_from(first.id)] == ["later words"]


async def test_what_was_taken_down_is_no_dead_letter_either(
    store: LocalStore, pipeline: Pipeline
) -> None:
    gone = article("RAISE")
    with store.database.write() as tx:
        store.sets.takedown(tx, gone.id)
    assert not await take(pipeline, gone)
    assert store.letters.list() == []
    assert seen(store, gone)
    assert totals(store.ledger.balance())["extract"].dropped == {"taken_down": 1}
