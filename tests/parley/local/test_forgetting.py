"""What is forgotten is forgotten by every room alike: the sets, their views, and the index."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ingest.state import SeenMark
from parley.local.store import LocalStore
from tests.fakes.articles import article
from tests.fakes.clock import ManualClock
from wire import Article, Statement, event_time
from wire.ids import statement_id

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    with LocalStore.open(tmp_path, ManualClock(NEW_YEAR + timedelta(days=300))) as opened:
        yield opened


def statement(source: Article, stance: int) -> Statement:
    return Statement(
        id=statement_id(source.id, source.text, 0),
        article_id=source.id,
        start=0,
        end=len(source.text),
        spans=((0, len(source.text)),),
        text=source.text,
        kind="direct",
        party="Norway",
        issue="talks",
        issues=("talks",),
        counterparties=("Iceland",),
        move="CONSULT" if stance > 0 else "REJECT",
        stance=stance,
        confidence=0.9,
        at=event_time(source),
    )


def put(store: LocalStore, source: Article, stance: int) -> None:
    with store.database.write() as tx:
        changes = store.sets.put(tx, source, [statement(source, stance)])
        store.index.apply(
            tx, articles=changes.articles, statements=changes.statements, shifts=changes.shifts
        )
        store.feeds.mark_seen(tx, SeenMark.of(source))


def seen(text: str, name: str, published: datetime, later: timedelta) -> Article:
    """An article that was first seen some time after it was published, or before it."""
    found = article(text, name, published + later)
    return msgspec.structs.replace(found, published_at=published)


def in_the_sets(connection: sqlite3.Connection, kind: str) -> set[str]:
    if kind == "article":
        return {row[0] for row in connection.execute("SELECT article_id FROM revisions")}
    bodies = connection.execute("SELECT body FROM timeline_shifts").fetchall()
    rows = [msgspec.json.decode(body) for (body,) in bodies]
    return {row["id"] for row in rows if not row["removed"]}


def agree(store: LocalStore) -> dict[str, set[str]]:
    """What the store holds; the sets and the index must hold the same."""
    found: dict[str, set[str]] = {}
    with store.database.read() as connection:
        for kind in ("article", "shift"):
            found[kind] = in_the_sets(connection, kind)
            indexed = {each.id for each in store.index.scan(kind)}  # type: ignore[arg-type]
            assert found[kind] == indexed, kind
    return found


def prune(store: LocalStore, before: datetime) -> None:
    with store.database.write() as tx:
        store.sets.prune(tx, before)
        store.index.prune(tx, before)


def test_the_turn_of_a_month_parts_sets_and_index_alike(store: LocalStore) -> None:
    hours = timedelta(hours=1)
    put(store, seen("We are open to talks.", "a", NEW_YEAR - 900 * hours, 0 * hours), 2)
    put(store, seen("We reject all talks.", "b", NEW_YEAR - 3 * hours, 6 * hours), -2)
    put(store, seen("We accept the talks.", "c", NEW_YEAR + 3 * hours, -6 * hours), 2)
    put(store, seen("There will be no talks.", "d", NEW_YEAR + 900 * hours, 0 * hours), -2)
    assert len(agree(store)["shift"]) >= 2
    prune(store, NEW_YEAR)
    assert len(agree(store)["article"]) == 2
    put(store, seen("We offer new talks.", "e", NEW_YEAR + 1800 * hours, 0 * hours), 2)
    agree(store)


def test_a_shift_whose_before_was_forgotten_keeps_both_quotations(store: LocalStore) -> None:
    put(store, article("We are open to talks.", "a", NEW_YEAR - timedelta(days=40)), 2)
    put(store, article("We reject all talks.", "b", NEW_YEAR + timedelta(days=40)), -2)
    before = agree(store)["shift"]
    assert len(before) == 1
    prune(store, NEW_YEAR)
    assert agree(store)["shift"] == before
    put(store, article("We still reject all such talks.", "c", NEW_YEAR + timedelta(days=50)), -2)
    assert agree(store)["shift"] == before
    (shift,) = store.index.scan("shift")
    assert shift.before.quote == "We are open to talks."  # type: ignore[union-attr]


def test_what_was_forgotten_and_is_fed_again_is_there_again_without_its_shifts(
    store: LocalStore,
) -> None:
    old = [
        (article("We are open to talks.", "a", NEW_YEAR - timedelta(days=80)), 2),
        (article("We reject all talks.", "b", NEW_YEAR - timedelta(days=60)), -2),
    ]
    for source, stance in old:
        put(store, source, stance)
    prune(store, NEW_YEAR)
    assert agree(store) == {"article": set(), "shift": set()}
    for source, stance in old:
        put(store, source, stance)
    assert agree(store) == {"article": {source.id for source, _ in old}, "shift": set()}


def test_what_was_taken_down_does_not_come_back_as_any_revision(store: LocalStore) -> None:
    first = article("We are open to talks.", "a", NEW_YEAR)
    put(store, first, 2)
    put(store, article("We reject all talks.", "b", NEW_YEAR + timedelta(days=9)), -2)
    assert len(agree(store)["shift"]) == 1
    with store.database.write(erasing=True) as tx:
        changes = store.sets.takedown(tx, first.id)
        store.index.erase(tx, first.id)
        store.index.apply(tx, shifts=changes.shifts)
    put(store, first, 2)
    edited = article("We are open to talks, he said again.", "a", NEW_YEAR)
    assert edited.id == first.id
    put(store, edited, 2)
    found = agree(store)
    assert first.id not in found["article"]
    assert found["shift"] == set()
    assert store.has(edited)


def test_marks_and_accounts_are_forgotten_each_at_its_age(store: LocalStore) -> None:
    old, new = (
        article("news", name, NEW_YEAR + timedelta(days=n)) for name, n in (("o", 0), ("n", 60))
    )
    waiting = msgspec.structs.replace(old, identity="guid:waiting")
    with store.database.write() as tx:
        for each in (old, new):
            store.feeds.mark_seen(tx, SeenMark.of(each))
            store.ledger.count(tx, "extract", each.first_seen_at, "in")
        store.feeds.mark_seen(tx, dataclasses.replace(SeenMark.of(waiting), outcome="waiting"))
    before = NEW_YEAR + timedelta(days=30)
    with store.database.write() as tx:
        assert store.feeds.prune(tx, before) == 1
        assert store.ledger.prune(tx, before) == 1
    assert store.feeds.entry(old.outlet.domain, old.identity) is None
    assert store.feeds.entry(new.outlet.domain, new.identity) is not None
    assert store.feeds.entry(waiting.outlet.domain, waiting.identity) is not None
    assert [row.hour for row in store.ledger.balance()] == [new.first_seen_at]
