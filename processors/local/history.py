"""The log of what happened to each shift: when this machine learned it, and why.

It stands beside the view and depends on the order of arrival, so no export compares it.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from processors.shifts import Transition
from runtime.sqlite import numbered
from runtime.stamps import stamp


class Entry(msgspec.Struct, frozen=True):
    """One transition. `replaced_by` is the shift that took its place, where one did."""

    shift_id: str
    recorded_at: datetime
    version: int
    status: str
    reason: str
    replaced_by: str | None
    article_id: str | None


def record(
    tx: sqlite3.Connection,
    transitions: Iterable[Transition],
    now: datetime,
    article_id: str | None,
) -> None:
    """Append transitions that one article's arrival or leaving brought about."""
    tx.executemany(
        "INSERT INTO shift_history"
        " (shift_id, recorded_at, version, status, reason, replaced_by, article_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                transition.shift_id,
                stamp(now),
                transition.version,
                transition.status,
                transition.reason,
                transition.replaced_by,
                article_id,
            )
            for transition in transitions
        ],
    )


def history(connection: sqlite3.Connection, shift_id: str | None = None) -> list[Entry]:
    """The transitions of one shift, or of all, in the order in which they were learned."""
    rows = connection.execute(
        "SELECT shift_id, recorded_at, version, status, reason, replaced_by, article_id"
        " FROM shift_history WHERE ?1 IS NULL OR shift_id = ?1 ORDER BY number",
        (shift_id,),
    )
    return [Entry(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in rows]


def earlier(connection: sqlite3.Connection, shift_id: str) -> list[str]:
    """The shifts whose place this one took, directly or by others, the newest first."""
    found = [shift_id]
    # The list grows while it is walked; a shift may come back, so none is taken twice.
    for each in found:
        rows = connection.execute(
            "SELECT shift_id FROM shift_history WHERE replaced_by = ? ORDER BY number DESC",
            (each,),
        )
        found += [name for name in dict.fromkeys(name for (name,) in rows) if name not in found]
    return found[1:]


def changed_since(connection: sqlite3.Connection, number: int | None) -> tuple[int, list[str]]:
    """The number of the newest transition (0: none), and the shifts with one after `number`.

    None asks for the number alone.
    """
    return numbered.changed_since(connection, "shift_history", "shift_id", number)
