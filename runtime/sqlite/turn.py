"""Taking the file's one write lock, and a fair turn at it."""

import sqlite3
import time
from collections.abc import Callable

from runtime.sqlite.errors import PRIMARY

BUSY_SECONDS = 30.0
"""How long a writer waits for another process's transaction (they are milliseconds long)."""

TRY_SECONDS = 0.002
"""Between two tries. SQLite's own wait grows to 100 ms: beside a program that writes one article
after the other, with a moment between them, it would seldom come at that moment.
"""


def begin(
    connection: sqlite3.Connection,
    *,
    seconds: float = BUSY_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Open a transaction that may write, after at most about `seconds`.

    Raises `sqlite3.OperationalError` (SQLITE_BUSY) when the lock did not come free.
    """
    until = clock() + seconds
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _taken(connection, last=clock() >= until):
            sleep(TRY_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def _taken(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
