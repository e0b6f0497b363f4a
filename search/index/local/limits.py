"""A search that takes too long is broken off, so that no query can hold up the console."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.index.protocol import SearchTimeout

STEPS = 10_000
"""Instructions of SQLite's machine between two looks at the clock: well under a millisecond."""


@contextmanager
def time_limit(
    connection: sqlite3.Connection, seconds: float, monotonic: Callable[[], float]
) -> Iterator[None]:
    """Raise SearchTimeout when the statements run inside take longer than this, all together."""
    deadline = monotonic() + seconds
    connection.set_progress_handler(lambda: monotonic() > deadline, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise SearchTimeout(
            f"the search took longer than {seconds:g} s: add a field or a date to narrow it"
        ) from error
    finally:
        # The connection goes back to others, who have limits of their own.
        connection.set_progress_handler(None, 0)
