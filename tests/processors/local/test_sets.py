"""The store of the core: an article in, the same end state out, whatever the order."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from processors.local import MIGRATIONS, Changes, Sets, earlier, history
from runtime.sqlite.migrations import statements as single_statements
from tests.fakes.clock import ManualClock
from tests.fakes.facts import change, day, report, statement_in
from wire import Article, PositionFact, Shift, Statement
from wire.verdict import Verdict, verdict_id
from wire.vocabulary import Judgement


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


@pytest.fixture
def tx() -> Iterator[sqlite3.Connection]:
    with opened() as connection:
        yield connection


@pytest.fixture
def sets() -> Sets:
    return Sets(ManualClock())


def put(sets: Sets, tx: sqlite3.Connection, article: Article, *stances: int) -> Changes:
    rows = [
        statement_in(article, stance, f"{article.identity} says number {stance} about the river")
        for stance in stances
    ]
    return sets.put(tx, article, rows)


def stored(tx: sqlite3.Connection) -> tuple[list[bytes], dict[str, Shift]]:
    """The end state, without what tells of the way there: versions of shifts and their history."""
    facts = [
        body for (body,) in tx.execute("SELECT body FROM position_facts ORDER BY id").fetchall()
    ]
    shifts = [
        msgspec.json.decode(body, type=Shift)
        for (body,) in tx.execute("SELECT body FROM timeline_shifts").fetchall()
    ]
    return facts, {
        row.id: msgspec.structs.replace(row, version=1) for row in shifts if not row.removed
    }


def test_an_article_and_its_statements_are_given_as_upserts(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    article = report()
    changes = put(sets, tx, article, 1)
    assert [each.version for each in changes.articles] == [1]
    assert [(each.version, each.stance) for each in changes.statements] == [(1, 1)]
    assert [(each.version, each.stance) for each in changes.facts] == [(1, 1)]
    assert changes.shifts == ()


def test_a_repetition_changes_nothing(sets: Sets, tx: sqlite3.Connection) -> None:
    put(sets, tx, report(), 1)
    assert put(sets, tx, report(), 1) == Changes()


def test_a_change_of_position_is_a_shift_with_a_history(sets: Sets, tx: sqlite3.Connection) -> None:
    put(sets, tx, report("yes", when=0), 2)
    (shift,) = put(sets, tx, report("no", when=5), -2).shifts
    assert (shift.direction, shift.at, shift.version) == ("hardening", day(5), 1)
    (entry,) = history(tx, shift.id)
    assert (entry.reason, entry.version, entry.replaced_by) == ("first report", 1, None)
    assert entry.recorded_at == ManualClock().now()
    assert entry.article_id == report("no").id
    assert history(tx) == [entry]
    assert history(tx, "another") == []


def test_a_correction_that_takes_the_after_away_retracts(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report("yes", when=0), 2)
    (shift,) = put(sets, tx, report("no", when=5), -2).shifts
    corrected = report("no", when=5, text="We were wrong", fetched_at=day(6))
    changes = put(sets, tx, corrected, 1)
    assert [(each.version, each.removed) for each in changes.statements] == [(2, True), (2, False)]
    assert [(each.version, each.removed) for each in changes.facts] == [(2, True), (2, False)]
    assert [(each.id, each.removed, each.version) for each in changes.shifts] == [
        (shift.id, True, 2)
    ]
    assert [entry.status for entry in history(tx, shift.id)][-1] == "retracted"
    assert stored(tx)[1] == {}


def test_a_correction_of_the_words_replaces_the_shift_in_whatever_order_it_comes(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    first = report("no", when=5)
    second = report("no", when=5, text="In other words", fetched_at=day(6))
    rows = {
        article.content_hash: [statement_in(article, -2, words)]
        for article, words in ((first, "no boat will pass"), (second, "no big boat will pass"))
    }
    put(sets, tx, report("yes", when=0), 2)
    (old,) = sets.put(tx, first, rows[first.content_hash]).shifts
    changed = sets.put(tx, second, rows[second.content_hash]).shifts
    assert {each.id: (each.removed, each.replaces) for each in changed} == {
        old.id: (True, None),
        next(each.id for each in changed if not each.removed): (False, old.id),
    }
    with opened() as other:
        for article in (second, first):
            sets.put(other, article, rows[article.content_hash])
        put(sets, other, report("yes", when=0), 2)
        assert stored(other) == stored(tx)


def test_what_a_shift_took_the_place_of_is_found_through_all_that_stood_between(
    tx: sqlite3.Connection,
) -> None:
    for number, (shift, heir) in enumerate(
        [("a", "b"), ("x", "y"), ("b", "c"), ("c", None), ("d", "c"), ("c", "a"), ("a", "b")]
    ):
        tx.execute(
            "INSERT INTO shift_history"
            " (shift_id, recorded_at, version, status, reason, replaced_by)"
            " VALUES (?, '2026-05-04', ?, 'retracted', 'evidence gone', ?)",
            (shift, number, heir),
        )
    assert earlier(tx, "c") == ["d", "b", "a"]
    assert earlier(tx, "y") == ["x"]
    assert earlier(tx, "d") == []


def test_a_retraction_of_a_retraction_brings_the_shift_back(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report("yes", when=0), 2)
    (shift,) = put(sets, tx, report("no", when=5), -2).shifts
    put(sets, tx, report("no", when=5, text="We were wrong", fetched_at=day(6)), 1)
    again = put(sets, tx, report("no", when=5, fetched_at=day(7)), -2)
    assert [(each.id, each.removed, each.version) for each in again.shifts] == [
        (shift.id, False, 3)
    ]
    assert [each.version for each in again.articles] == [3]


def test_an_older_revision_that_comes_late_only_raises_the_number(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    corrected = report("one", text="corrected", fetched_at=day(6))
    put(sets, tx, corrected, 1)
    late = put(sets, tx, report("one"), -2)
    assert [(each.version, each.text) for each in late.articles] == [(2, "corrected")]
    assert [(each.version, each.stance) for each in late.statements] == [(2, 1)]
    assert [(each.version, each.stance, each.removed) for each in late.facts] == [(2, 1, False)]


def test_a_revision_read_anew_takes_the_place_of_the_first_reading(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report(), 1)
    assert sets.has(tx, report())
    changes = sets.put(tx, report(), [statement_in(report(), -2, "read by a newer core")])
    assert [(each.text, each.removed) for each in changes.statements] == [
        ("one says number 1 about the river", True),
        ("read by a newer core", False),
    ]


def test_a_takedown_takes_everything_along_and_bars_the_way_back(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report("yes", when=0), 2)
    article = report("no", when=5)
    (shift,) = put(sets, tx, article, -2).shifts
    changes = sets.takedown(tx, article.id)
    assert [(each.removed, each.text, each.version) for each in changes.articles] == [(True, "", 2)]
    assert [(each.removed, each.text) for each in changes.statements] == [(True, "")]
    assert [(each.removed, each.quote) for each in changes.facts] == [(True, "")]
    (gone,) = changes.shifts
    assert (gone.id, gone.removed, gone.after.quote, gone.why) == (shift.id, True, None, "")
    assert put(sets, tx, article, -2) == Changes()
    assert sets.has(tx, article)
    assert not sets.has(tx, report("another"))
    for table in ("revisions", "position_facts", "timeline_shifts", "shift_history"):
        for row in tx.execute(f"SELECT * FROM {table}"):
            assert b"no says number" not in repr(row).encode()


def test_an_article_that_never_came_can_be_barred(sets: Sets, tx: sqlite3.Connection) -> None:
    article = report()
    assert sets.takedown(tx, article.id) == Changes()
    assert put(sets, tx, article, 1) == Changes()


def test_a_takedown_of_the_before_leaves_a_shift_that_still_has_one(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report("first yes", when=0), 2)
    put(sets, tx, report("second yes", when=4), 2)
    put(sets, tx, report("no", when=5), -2)
    changes = sets.takedown(tx, report("second yes").id)
    (amended,) = changes.shifts
    assert (amended.removed, amended.before.article_id) == (False, report("first yes").id)
    assert [entry.status for entry in history(tx, amended.id)][-1] == "amended"


def test_pruning_keeps_the_last_position(sets: Sets, tx: sqlite3.Connection) -> None:
    put(sets, tx, report("yes", when=0), 2)
    put(sets, tx, report("no", when=50), -2)
    put(sets, tx, report("still no", when=90), -2)
    assert sets.prune(tx, day(100)) == 3
    assert stored(tx)[1] == {}
    (shift,) = put(sets, tx, report("yes again", when=101), 2).shifts
    assert (shift.direction, shift.before.article_id) == ("softening", report("still no").id)


def test_what_comes_after_pruning_from_before_it_gives_no_shift(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    sets.prune(tx, day(100))
    sets.prune(tx, day(50))
    put(sets, tx, report("yes", when=60), 2)
    assert put(sets, tx, report("no", when=70), -2).shifts == ()
    assert len(put(sets, tx, report("yes again", when=101), 2).shifts) == 1


def test_statements_take_the_articles_time_and_version(sets: Sets, tx: sqlite3.Connection) -> None:
    article = report("one", when=3, published_trusted=False, fetched_at=day(4))
    put(sets, tx, article, 1)
    earlier = report(
        "one", text="older", published_trusted=False, fetched_at=day(1), first_seen_at=day(1)
    )
    changes = put(sets, tx, earlier, 1)
    assert [each.at for each in changes.statements] == [day(1)]
    assert [each.at for each in changes.facts] == [day(1)]


def test_the_statements_of_an_article_read_back(sets: Sets, tx: sqlite3.Connection) -> None:
    changes = put(sets, tx, report(), 1, -2)
    assert sets.statements(tx, report().id) == changes.statements
    assert sets.statements(tx, "2026-05-unknown") == ()


def test_a_party_of_two_names_has_two_timelines(sets: Sets, tx: sqlite3.Connection) -> None:
    one, two = report("one", when=0), report("two", when=5)
    sets.put(tx, one, [statement_in(one, 2, "yes")])
    assert sets.put(tx, two, [statement_in(two, -2, "no", party="Borduria")]).shifts == ()


def test_a_stored_fact_reads_back(sets: Sets, tx: sqlite3.Connection) -> None:
    article = report()
    statement = statement_in(article, 2, change=change(-2, 2), deadline="Friday")
    changes = sets.put(tx, article, [statement])
    (body,) = tx.execute("SELECT body FROM position_facts").fetchone()
    assert (msgspec.json.decode(body, type=PositionFact),) == changes.facts
    assert isinstance(changes.statements[0], Statement)


def judgement_on(shift: Shift, judgement: Judgement, version: int = 1) -> Verdict:
    return Verdict(
        id=verdict_id(shift.id, "Anna"),
        version=version,
        shift_id=shift.id,
        judgement=judgement,
        reader="Anna",
        at=day(9),
        party=shift.party,
        issue=shift.issue,
        direction=shift.direction,
    )


def test_a_readers_verdict_retracts_a_shift_and_gives_it_back(
    sets: Sets, tx: sqlite3.Connection
) -> None:
    put(sets, tx, report("one", 0), 2)
    (shift,) = put(sets, tx, report("two", 5), -2).shifts
    (gone,) = sets.judge(tx, judgement_on(shift, "not-a-shift"))
    assert (gone.id, gone.removed, gone.status) == (shift.id, True, "retracted")
    assert sets.judge(tx, judgement_on(shift, "not-a-shift")) == ()
    (back,) = sets.judge(tx, judgement_on(shift, "right", 2))
    assert (back.removed, back.status, back.version) == (False, "confirmed", 3)
    assert sets.judge(tx, judgement_on(shift, "wrong", 1)) == ()
    assert [(each.status, each.reason) for each in history(tx, shift.id)][1:] == [
        ("retracted", "a reader's verdict"),
        ("confirmed", "a reader's verdict"),
    ]


def test_a_verdict_may_come_before_the_evidence(sets: Sets, tx: sqlite3.Connection) -> None:
    put(sets, tx, report("one", 0), 2)
    (shift,) = put(sets, tx, report("two", 5), -2).shifts
    with opened() as other:
        late = Sets(ManualClock())
        assert late.judge(other, judgement_on(shift, "wrong")) == ()
        put(late, other, report("two", 5), -2)
        put(late, other, report("one", 0), 2)
        sets.judge(tx, judgement_on(shift, "wrong"))
        assert stored(other)[1] == stored(tx)[1] == {}
