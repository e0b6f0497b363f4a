"""Permutations, repetitions, splits and late revisions leave the same state."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.local import MIGRATIONS, Sets
from runtime.sqlite.migrations import statements as single_statements
from tests.fakes.clock import ManualClock
from tests.fakes.facts import day, report
from tests.fakes.revisions import Put, distinct, puts
from wire import Shift


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for step in MIGRATIONS:
        for statement in single_statements(step.sql):
            connection.execute(statement)
    try:
        yield connection
    finally:
        connection.close()


Emitted = dict[tuple[str, str], Any]


def end_state(rows: Sequence[Put]) -> tuple[list[Any], list[Shift], Emitted]:
    """What is stored, and what a reader of the changes holds that keeps the highest versions."""
    emitted: Emitted = {}
    with opened() as tx:
        sets = Sets(ManualClock())
        for article, statements in rows:
            changes = sets.put(tx, article, statements)
            for kind in ("articles", "statements", "facts", "shifts"):
                for row in getattr(changes, kind):
                    key = (kind, row.id)
                    if key not in emitted or emitted[key].version <= row.version:
                        emitted[key] = row
        facts = tx.execute("SELECT id, body FROM position_facts ORDER BY id").fetchall()
        shifts = [
            msgspec.json.decode(body, type=Shift)
            for (body,) in tx.execute("SELECT body FROM timeline_shifts ORDER BY id")
        ]
    standing = [msgspec.structs.replace(row, version=1) for row in shifts if not row.removed]
    shown = {
        key: msgspec.structs.replace(row, version=1) if key[0] == "shifts" else row
        for key, row in emitted.items()
        if not row.removed
    }
    return facts, standing, shown


@settings(max_examples=60, deadline=None)
@given(st.lists(puts(), max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_leave_the_same_state(rows: list[Put], random: Any) -> None:
    given_order = distinct(rows)
    shuffled = [*given_order, *given_order[:4]]
    random.shuffle(shuffled)
    assert end_state(shuffled) == end_state(given_order)


@settings(max_examples=60, deadline=None)
@given(st.lists(puts(), max_size=10), st.integers(0, 10))
def test_a_reader_of_the_changes_holds_what_is_stored(rows: list[Put], cut: int) -> None:
    given_order = distinct(rows)
    replayed = [*given_order[:cut], *given_order]
    _, shifts, shown = end_state(replayed)
    assert [row for key, row in sorted(shown.items()) if key[0] == "shifts"] == shifts


def test_the_days_of_these_articles_are_those_meant() -> None:
    assert report("a", when=3).first_seen_at == day(3)
