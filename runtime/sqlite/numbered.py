"""Logs whose lines are numbered and only grow: whom the newest lines are about."""

import sqlite3


def changed_since(
    connection: sqlite3.Connection, log: str, subject: str, number: int | None
) -> tuple[int, list[str]]:
    """The number of the newest line of a log (0: none), and the subjects of those after `number`.

    `log` and `subject` are the names of a room's table and of a column of it. None for `number`
    asks for the number of the newest line alone.
    """
    (latest,) = connection.execute(f"SELECT coalesce(max(number), 0) FROM {log}").fetchone()  # noqa: S608
    if number is None or latest <= number:
        return latest, []
    rows = connection.execute(
        f"SELECT DISTINCT {subject} FROM {log} WHERE number > ? AND number <= ?",  # noqa: S608
        (number, latest),
    )
    return latest, [name for (name,) in rows]
