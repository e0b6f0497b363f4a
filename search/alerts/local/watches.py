"""Watches in the store: put, found by name or id, removed."""

import sqlite3
from collections.abc import Iterable

import msgspec

from search.index.protocol import Kind
from wire.codec import decode, encode
from wire.watch import Watch


class NameTaken(ValueError):
    """The owner has a watch of this name already."""


class Changed(ValueError):
    """The watch is not any more what it was when somebody looked at it."""


def put(tx: sqlite3.Connection, watch: Watch) -> Watch:
    """Keep a watch as its next version. Raises `NameTaken`."""
    known = get(tx, watch.id)
    row = msgspec.structs.replace(watch, version=known.version + 1 if known else 1)
    (scanned,) = tx.execute(
        "SELECT coalesce(sum(n), 0) FROM scanned_days WHERE kind = ?", (row.subject,)
    ).fetchone()
    try:
        tx.execute(
            "INSERT INTO watches VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE"
            " SET owner = ?2, name = ?3, removed = ?4, body = ?6",
            (row.id, row.owner, row.name, row.removed, scanned, encode(row)),
        )
    except sqlite3.IntegrityError as error:
        raise NameTaken(f"there is a watch {watch.name!r} already") from error
    tx.execute("UPDATE watch_generation SET number = number + 1")
    return row


def accept(tx: sqlite3.Connection, watch: Watch) -> bool:
    """Keep a watch as others have kept it, version and all; whether anything is different now.

    A name that another watch has is not taken from it: whoever gave it twice takes his back.
    """
    if get(tx, watch.id) == watch:
        return False
    try:
        tx.execute(
            "INSERT INTO watches VALUES (?1, ?2, ?3, ?4, 0, ?5) ON CONFLICT (id) DO UPDATE"
            " SET owner = ?2, name = ?3, removed = ?4, body = ?5",
            (watch.id, watch.owner, watch.name, watch.removed, encode(watch)),
        )
    except sqlite3.IntegrityError:
        return False
    tx.execute("UPDATE watch_generation SET number = number + 1")
    count_from_the_day(tx)
    return True


def count_from_the_day(tx: sqlite3.Connection) -> None:
    """Let every watch have looked at the documents since the day on which it was made.

    For a file that did not see the watch being made, and so cannot know the moment in its counts.
    """
    tx.execute(
        "UPDATE watches SET scanned_before = (SELECT coalesce(sum(n), 0) FROM scanned_days"
        " WHERE kind = json_extract(CAST(body AS TEXT), '$.subject')"
        " AND day < substr(json_extract(CAST(body AS TEXT), '$.created_at'), 1, 10))"
    )


def free(connection: sqlite3.Connection, watch: Watch) -> None:
    """Raise `NameTaken` where another watch of the owner has this name."""
    found = connection.execute(
        "SELECT 1 FROM watches WHERE owner = ? AND name = ? AND id <> ? AND NOT removed",
        (watch.owner, watch.name, watch.id),
    )
    if not watch.removed and found.fetchone() is not None:
        raise NameTaken(f"there is a watch {watch.name!r} already")


def unchanged(tx: sqlite3.Connection, identifier: str, version: int) -> None:
    """Raise `Changed` unless the watch still has this version; 0: there must be none yet."""
    known = get(tx, identifier)
    if (known.version if known else 0) != version:
        raise Changed("the watch was changed in the meantime: read it again")


def get(connection: sqlite3.Connection, identifier: str) -> Watch | None:
    """A watch by its id, a removed one as well."""
    found = connection.execute("SELECT body FROM watches WHERE id = ?", (identifier,)).fetchone()
    return decode(found[0], Watch) if found else None


def living(connection: sqlite3.Connection) -> list[Watch]:
    """All watches that stand, the oldest first."""
    rows = connection.execute("SELECT body FROM watches WHERE NOT removed")
    return sorted((decode(body, Watch) for (body,) in rows), key=lambda w: (w.created_at, w.id))


def generation(connection: sqlite3.Connection) -> int:
    """A number that changes with every change of a watch."""
    (number,) = connection.execute("SELECT number FROM watch_generation").fetchone()
    return int(number)


def scanned(tx: sqlite3.Connection, kinds: Iterable[tuple[Kind, int]], day: str) -> None:
    """Count documents that the watches of their kind were run on, on a day ("2026-05-04")."""
    tx.executemany(
        "INSERT INTO scanned_days VALUES (?, ?, ?)"
        " ON CONFLICT (kind, day) DO UPDATE SET n = n + excluded.n",
        [(kind, day, n) for kind, n in kinds if n],
    )
