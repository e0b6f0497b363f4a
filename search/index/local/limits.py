"""A search that takes too long is broken off, so that no query can hold up the console."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from search.index.protocol import SearchTimeout

STEPS = 10_000
"""Instructions of SQLite's machine between two looks at the clock: well under a millisecond."""


Check = Callable[[], None]
"""Raises SearchTimeout when the time is over; for work between two statements."""


@contextmanager
def time_limit(
    connection: sqlite3.Connection, seconds: float, monotonic: Callable[[], float]
) -> Iterator[Check]:
    """Raise SearchTimeout when what is done inside takes longer than this, all together."""
    deadline = monotonic() + seconds

    def over() -> bool:
        return monotonic() > deadline

    def check() -> None:
        if over():
            raise SearchTimeout(message)

    message = _said(seconds)
    connection.set_progress_handler(over, STEPS)
    try:
        yield check
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise SearchTimeout(message) from error
    finally:
        # The connection goes back to others, who have limits of their own.
        connection.set_progress_handler(None, 0)


def each_in_time(
    connection: sqlite3.Connection,
    sql: str,
    parameters: Sequence[object],
    seconds: float,
    monotonic: Callable[[], float],
) -> Iterator[Any]:
    """The rows one by one, each found within this time, else SearchTimeout.

    What the reader does between two rows is not counted: the disk or the line may be slow.
    """
    deadline = monotonic() + seconds
    connection.set_progress_handler(lambda: monotonic() > deadline, STEPS)
    try:
        found = connection.execute(sql, parameters)
        while (row := found.fetchone()) is not None:
            yield row
            deadline = monotonic() + seconds
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise SearchTimeout(_said(seconds)) from error
    finally:
        connection.set_progress_handler(None, 0)


def _said(seconds: float) -> str:
    return f"the search took longer than {seconds:g} s: add a field or a date to narrow it"
