"""What is remembered of a timeline is what the store has, whoever wrote and whatever was undone."""

import sqlite3
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.local import MIGRATIONS, Sets
from processors.local.remembered import Remembered
from processors.local.timelines import replace_facts, write_facts
from runtime.sqlite.migrations import statements as single_statements
from tests.fakes.clock import ManualClock
from tests.fakes.facts import day, report, said, statement_in
from wire import Article, PositionFact, Shift

KEY = ("Ruritania", "talks")


@pytest.fixture
def tx() -> Iterator[sqlite3.Connection]:
    connection = opened()
    yield connection
    connection.close()


def opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in MIGRATIONS:
        for statement in single_statements(step.sql):
            connection.execute(statement)
    return connection


def ids(remembered: Remembered, tx: sqlite3.Connection) -> set[str]:
    return {fact.id for fact in remembered.facts(tx, KEY)}


def test_an_unknown_timeline_has_no_facts(tx: sqlite3.Connection) -> None:
    assert Remembered().facts(tx, KEY) == []


def test_what_was_written_and_taken_away_is_followed(tx: sqlite3.Connection) -> None:
    remembered = Remembered()
    one, two = said(1, 0, article="a"), said(2, 1, article="a")
    replace_facts(tx, remembered, one.article_id, [one], 1)
    assert ids(remembered, tx) == {one.id}
    replace_facts(tx, remembered, one.article_id, [two], 2)
    assert ids(remembered, tx) == {two.id} == ids(Remembered(), tx)
    replace_facts(tx, remembered, one.article_id, [], 3)
    assert ids(remembered, tx) == set()


def test_what_somebody_else_wrote_is_read(tx: sqlite3.Connection) -> None:
    remembered = Remembered()
    one, two = said(1, 0), said(2, 1)
    write_facts(tx, [one])
    assert ids(remembered, tx) == {one.id}
    write_facts(tx, [two])
    replace_facts(tx, remembered, "another", [said(1, 3, id="x")], 1)
    assert ids(remembered, tx) == {one.id, two.id, "x"}


def test_what_was_rolled_back_is_forgotten(tx: sqlite3.Connection) -> None:
    remembered = Remembered()
    one, two, three = said(1, 0), said(2, 1), said(-1, 2)
    replace_facts(tx, remembered, one.article_id, [one], 1)
    assert ids(remembered, tx) == {one.id}
    tx.execute("BEGIN")
    replace_facts(tx, remembered, two.article_id, [two], 1)
    assert ids(remembered, tx) == {one.id, two.id}
    tx.execute("ROLLBACK")
    assert ids(remembered, tx) == {one.id}
    replace_facts(tx, remembered, three.article_id, [three], 1)
    assert ids(remembered, tx) == {one.id, three.id}


def test_the_timelines_that_changed_longest_ago_are_let_go(tx: sqlite3.Connection) -> None:
    remembered = Remembered(most=2)
    facts = [said(1, number, party=f"party {number % 3}") for number in range(6)]
    for _ in range(2):
        for fact in facts:
            replace_facts(tx, remembered, fact.article_id, [fact], 1)
            key = (fact.party, fact.issue)
            assert fact.id in {each.id for each in remembered.facts(tx, key)}
    assert len(remembered._known) == 1


Step = tuple[str, int, bool]


def put(sets: Sets, tx: sqlite3.Connection, step: Step) -> None:
    identity, number, _ = step
    article: Article = report(identity, when=number, text=f"text {number}", fetched_at=day(number))
    stance = (-2, 2, 1)[number % 3]
    sets.put(tx, article, [statement_in(article, stance, f"{identity} says {number % 4} boats")])


def state(tx: sqlite3.Connection) -> tuple[list[PositionFact], list[Shift]]:
    facts = tx.execute("SELECT body FROM position_facts ORDER BY id").fetchall()
    shifts = tx.execute("SELECT body FROM timeline_shifts ORDER BY id").fetchall()
    standing = [msgspec.json.decode(body, type=Shift) for (body,) in shifts]
    return (
        [msgspec.json.decode(body, type=PositionFact) for (body,) in facts],
        [msgspec.structs.replace(row, version=1) for row in standing if not row.removed],
    )


STEPS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9), st.booleans()), max_size=14)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_step_by_step_with_a_memory_is_as_from_scratch(steps: list[Step]) -> None:
    """A step that is marked is undone, as by a crash, and must leave no trace in the memory."""
    kept, bare = opened(), opened()
    sets = Sets(ManualClock())
    for step in steps:
        kept.execute("BEGIN")
        put(sets, kept, step)
        kept.execute("ROLLBACK" if step[2] else "COMMIT")
        if not step[2]:
            put(Sets(ManualClock()), bare, step)
    assert state(kept) == state(bare)
    kept.close()
    bare.close()
