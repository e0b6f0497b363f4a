"""What the accounts of several processes add up to."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from runtime.kafka import Record
from runtime.kafka.accounting import HourAccount
from runtime.kafka.gathered import MIGRATIONS, keep_account, totals
from runtime.sqlite.migrations import statements
from tests.fakes.clock import START
from wire import codec

HOUR = timedelta(hours=1)


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for step in MIGRATIONS:
        for statement in statements(step.sql):
            connection.execute(statement)
    yield connection
    connection.close()


def told(
    file: sqlite3.Connection,
    process: str,
    hour: datetime = START,
    at: datetime = START,
    stage: str = "index",
    number: int = 1,
    **counts: Any,
) -> None:
    account = HourAccount(
        id=f"{process}/{number}", process=process, stage=stage, hour=hour, **counts
    )
    keep_account(file, Record("accounts", 0, 1, account.id.encode(), codec.encode(account), (), at))


def test_processes_and_hours_add_up_in_the_order_of_the_way(file: sqlite3.Connection) -> None:
    told(file, "a", taken=10, done=6, dropped={"known": 3}, dead=1)
    told(file, "b", taken=5, done=4, dropped={"known": 1})
    told(file, "b", START + HOUR, number=2, taken=2, done=1, dropped={"older": 1})
    told(file, "c", stage="extract", taken=7, done=7)
    told(file, "c", stage="unheard of", number=2, taken=1, done=1)
    found = totals(file, START)
    assert list(found) == ["extract", "index", "unheard of"]
    index = found["index"]
    assert (index.taken, index.done, index.dead, index.missing) == (17, 11, 1, 0)
    assert index.dropped == {"known": 4, "older": 1}
    assert index.hour == START
    lately = totals(file, START + HOUR, START + HOUR + timedelta(minutes=59))
    assert (lately["index"].taken, lately["index"].dropped) == (2, {"older": 1})
    assert list(lately) == ["index"]


def test_the_newest_of_an_hour_holds(file: sqlite3.Connection) -> None:
    told(file, "a", taken=10, done=6)
    told(file, "a", taken=12, done=12)
    assert (totals(file, START)["index"].taken, totals(file, START)["index"].missing) == (12, 0)


def test_what_goes_to_another_process_came_in_once(file: sqlite3.Connection) -> None:
    told(file, "a", taken=10, done=6, returned=4)
    told(file, "b", taken=4, done=4)
    index = totals(file, START)["index"]
    assert (index.taken, index.done, index.missing) == (10, 10, 0)


def test_under_way_is_missing_until_its_process_is_not_heard_any_more(
    file: sqlite3.Connection,
) -> None:
    told(file, "killed", taken=10, done=6, dropped={"known": 1}, dead=1)
    told(file, "b", at=START + HOUR, taken=2, done=2)
    assert totals(file, START + timedelta(minutes=9))["index"].missing == 2
    late = totals(file, START + timedelta(minutes=11))["index"]
    assert (late.taken, late.missing) == (10, 0)
    told(file, "killed", at=START + HOUR, number=2)
    assert totals(file, START + HOUR)["index"].missing == 2


def test_what_can_not_be_read_is_left_out(file: sqlite3.Connection) -> None:
    keep_account(file, Record("accounts", 0, 1, b"k", b"{", (), START))
    keep_account(file, Record("accounts", 0, 1, b"k", None, (), START))
    assert totals(file, START) == {}
