"""The write lock beside programs that hold it nearly always."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.sqlite import Database, Migration, StorageError
from runtime.sqlite.turn import BUSY_SECONDS, TRY_SECONDS, begin
from tests.fakes.notes import NOTES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Database.open(tmp_path / "parley.db", NOTES).close()
    return tmp_path / "parley.db"


@pytest.fixture
def busy(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who is in the middle of a transaction."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


class Waiting:
    """Time that passes only by waiting; at the third wait the other one ends its transaction."""

    def __init__(self, busy: sqlite3.Connection) -> None:
        self.busy = busy
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        if len(self.waits) == 3:
            self.busy.execute("COMMIT")

    def now(self) -> float:
        return sum(self.waits)


def test_a_short_moment_between_two_transactions_is_caught(
    path: Path, busy: sqlite3.Connection
) -> None:
    waiting = Waiting(busy)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        begin(connection, sleep=waiting.sleep, clock=waiting.now)
        assert waiting.waits == [TRY_SECONDS] * 3
        assert connection.in_transaction
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (BUSY_SECONDS * 1000,)
    finally:
        connection.close()


def test_a_lock_that_does_not_come_free_is_an_error(path: Path, busy: sqlite3.Connection) -> None:
    waiting = Waiting(busy)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            begin(connection, seconds=TRY_SECONDS * 1.5, sleep=waiting.sleep, clock=waiting.now)
        assert len(waiting.waits) == 2
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (BUSY_SECONDS * 1000,)
    finally:
        connection.close()


def test_another_error_is_not_waited_for(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            begin(connection, sleep=pytest.fail)
    finally:
        connection.close()


def test_a_file_that_is_up_to_date_opens_beside_a_transaction(
    path: Path, busy: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(connection: sqlite3.Connection) -> None:
        raise AssertionError("the write lock was asked for")

    monkeypatch.setattr("runtime.sqlite.migrations.begin", refuse)
    with Database.open(path, NOTES) as database, database.read() as connection:
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    assert busy.in_transaction
    for wrong in ([*NOTES, Migration("more", 1, "CREATE TABLE more (id INTEGER)")], []):
        with pytest.raises(AssertionError, match="asked for"):
            Database.open(path, wrong)
    busy.execute("ROLLBACK")
    monkeypatch.undo()
    with pytest.raises(StorageError):
        Database.open(path, [])
