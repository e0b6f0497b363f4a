from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.ledger import MIGRATIONS, Balance, Ledger, totals
from runtime.sqlite import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "parley.db", MIGRATIONS) as opened:
        yield opened


def test_in_is_done_and_dropped_and_dead(database: Database) -> None:
    ledger = Ledger(database)
    with database.write() as tx:
        ledger.count(tx, "extract", NOON + timedelta(minutes=5), "in", n=5)
        ledger.count(tx, "extract", NOON + timedelta(minutes=59, seconds=59), "done", n=2)
        ledger.count(tx, "extract", NOON, "dropped", "language")
        ledger.count(tx, "extract", NOON, "dropped", "no text")
    (row,) = ledger.balance()
    assert row == Balance("extract", NOON, 5, 2, {"language": 1, "no text": 1}, 0)
    assert (row.missing, row.balanced) == (1, False)
    with database.write() as tx:
        ledger.count(tx, "extract", NOON, "dead")
    assert ledger.balance()[0].balanced


def test_what_is_rolled_back_was_not_counted(database: Database) -> None:
    ledger = Ledger(database)

    def fail() -> None:
        with database.write() as tx:
            ledger.count(tx, "fetch", NOON, "in")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert ledger.balance() == []


def test_hours_are_those_of_utc(database: Database) -> None:
    ledger = Ledger(database)
    with database.write() as tx:
        ledger.count(tx, "fetch", NOON.astimezone(timezone(timedelta(hours=5.5))), "in")
        ledger.count(tx, "fetch", NOON + timedelta(hours=1), "in")
        ledger.count(tx, "parse", NOON, "in")
    assert [row.hour for row in ledger.balance("fetch")] == [NOON, NOON + timedelta(hours=1)]
    assert [row.stage for row in ledger.balance("parse")] == ["parse"]


@pytest.mark.parametrize(("outcome", "reason"), [("dropped", ""), ("done", "x"), ("in", "x")])
def test_a_reason_belongs_to_what_was_dropped(
    database: Database, outcome: str, reason: str
) -> None:
    with database.write() as tx, pytest.raises(ValueError, match="reason"):
        Ledger(database).count(tx, "fetch", NOON, outcome, reason)  # type: ignore[arg-type]


counts = st.lists(
    st.tuples(
        st.sampled_from(["fetch", "parse"]),
        st.integers(0, 3),
        st.sampled_from(
            [("in", ""), ("done", ""), ("dropped", "a"), ("dropped", "b"), ("dead", "")]
        ),
        st.integers(1, 9),
    ),
    max_size=30,
)


@given(counts=counts)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_are_sums_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    counts: list[tuple[str, int, tuple[str, str], int]],
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "parley.db"
    with Database.open(path, MIGRATIONS) as opened:
        ledger = Ledger(opened)
        with opened.write() as tx:
            for stage, hour, (outcome, reason), n in counts:
                moment = NOON + timedelta(hours=hour)
                ledger.count(tx, stage, moment, outcome, reason, n=n)  # type: ignore[arg-type]
        summed = totals(ledger.balance())
    for stage, total in summed.items():
        of_stage = [each for each in counts if each[0] == stage]
        assert total.taken == sum(n for *_, (outcome, _), n in of_stage if outcome == "in")
        assert total.done == sum(n for *_, (outcome, _), n in of_stage if outcome == "done")
        assert total.dead == sum(n for *_, (outcome, _), n in of_stage if outcome == "dead")
        assert sum(total.dropped.values()) == sum(
            n for *_, (outcome, _), n in of_stage if outcome == "dropped"
        )
    assert summed.keys() == {each[0] for each in counts}


def test_the_database_sums_as_the_rows_do_and_from_an_hour_on(database: Database) -> None:
    ledger = Ledger(database)
    with database.write() as tx:
        for hours, reason in ((0, "language"), (5, "no text"), (5, "language"), (30, "")):
            at = NOON + timedelta(hours=hours)
            ledger.count(tx, "fetch", at, "in", n=hours + 1)
            ledger.count(tx, "fetch", at, "dropped" if reason else "done", reason)
            ledger.count(tx, "extract", at, "dead")
    assert ledger.totals() == totals(ledger.balance())
    late = ledger.totals(NOON + timedelta(hours=5, minutes=50))
    assert (late["fetch"].taken, late["fetch"].dropped) == (43, {"language": 1, "no text": 1})
    assert ledger.totals(NOON + timedelta(hours=31)) == {}
