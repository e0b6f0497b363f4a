"""Counts per field and day: of everything from a kept table, of a search from its newest hits.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
from collections import Counter, defaultdict
from datetime import date

import msgspec

from search.index.documents import FACETS
from search.index.local.conditions import condition, rows
from search.index.local.limits import Check
from search.index.local.schema import TABLES
from search.index.protocol import MAX_COUNTED, MAX_FACETS, Counted, Kind
from search.index.times import DAY, date_of
from search.query import EVERYTHING, Query

LOOKED_UP = 300
"""Hits that are looked up one by one, each in another place of a wide table; a walk along the dates
reads more, but side by side, which counts when it comes from the disk."""

ALL, EACH_DAY = "", "day"
"""Fields of the kept table that are no facets."""

_facets = msgspec.json.Decoder(dict[str, list[str]]).decode


class Tally:
    """What one transaction changes in the kept counts: noted row by row, written once.

    Everything that puts documents into their table or takes them out must tell it.
    """

    def __init__(self) -> None:
        self._changes: Counter[tuple[Kind, str, str]] = Counter()

    def entered(self, tx: sqlite3.Connection, kind: Kind, row: int) -> None:
        """A document is in its table now."""
        self._note(tx, kind, row, 1)

    def leaves(self, tx: sqlite3.Connection, kind: Kind, row: int) -> None:
        """A document is about to be changed or deleted."""
        self._note(tx, kind, row, -1)

    def write(self, tx: sqlite3.Connection) -> None:
        """Bring the kept counts up to what was noted."""
        changes = [(*place, by) for place, by in self._changes.items() if by]
        self._changes.clear()
        tx.executemany(
            "INSERT INTO search_counts VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, field, value) DO UPDATE SET n = n + excluded.n",
            changes,
        )
        tx.executemany(
            "DELETE FROM search_counts WHERE kind = ? AND field = ? AND value = ? AND n = 0",
            [(kind, field, value) for kind, field, value, by in changes if by < 0],
        )

    def _note(self, tx: sqlite3.Connection, kind: Kind, row: int, by: int) -> None:
        at, facets = tx.execute(
            f"SELECT at, facets FROM {TABLES[kind].documents} WHERE document = ?", (row,)
        ).fetchone()
        self._changes[kind, ALL, ""] += by
        self._changes[kind, EACH_DAY, date_of(at // DAY).isoformat()] += by
        for field, values in _facets(facets).items():
            for value in values:
                self._changes[kind, field, value] += by


def counted(connection: sqlite3.Connection, kind: Kind, query: Query, check: Check) -> Counted:
    """Counts of what matches; of the newest `MAX_COUNTED` where more does."""
    return (
        _of_all(connection, kind)
        if query == EVERYTHING
        else _newest(connection, kind, query, check)
    )


def how_many(connection: sqlite3.Connection, kind: Kind) -> int:
    """How many documents of a kind there are."""
    found = connection.execute(
        "SELECT n FROM search_counts WHERE kind = ? AND field = ? AND value = ''", (kind, ALL)
    ).fetchone()
    return int(found[0]) if found else 0


def recount(tx: sqlite3.Connection) -> None:
    """Make the kept counts anew from the documents."""
    tx.execute("DELETE FROM search_counts")
    tally = Tally()
    for kind, tables in TABLES.items():
        for (row,) in tx.execute(f"SELECT document FROM {tables.documents}").fetchall():
            tally.entered(tx, kind, row)
    tally.write(tx)


def _of_all(connection: sqlite3.Connection, kind: Kind) -> Counted:
    facets = {}
    for field in FACETS:
        found = connection.execute(
            "SELECT value, n FROM search_counts WHERE kind = ? AND field = ?"
            " ORDER BY n DESC, value LIMIT ?",
            (kind, field, MAX_FACETS),
        ).fetchall()
        if found:
            facets[field] = found
    days = connection.execute(
        "SELECT value, n FROM search_counts WHERE kind = ? AND field = ? ORDER BY value",
        (kind, EACH_DAY),
    )
    return Counted(
        facets=facets,
        days=[(date.fromisoformat(day), number) for day, number in days],
        number=how_many(connection, kind),
    )


def _newest(connection: sqlite3.Connection, kind: Kind, query: Query, check: Check) -> Counted:
    tables = TABLES[kind]
    matching, numbers = condition(query, tables), rows(query, tables)
    few = min(LOOKED_UP, MAX_COUNTED)
    (many,) = connection.execute(
        f"SELECT count(*) > ? FROM ({numbers.sql} LIMIT ?)",
        (few, *numbers.parameters, few + 1),
    ).fetchone()
    # All of a few are looked up; the newest of many are found by a walk along the dates.
    along = f"INDEXED BY {tables.counting}" if many else ""
    order = "ORDER BY d.at DESC, d.id LIMIT ?" if many else "LIMIT ?"
    found = connection.execute(
        f"SELECT d.at, d.facets FROM {tables.documents} d {along} WHERE {matching.sql} {order}",
        (*matching.parameters, MAX_COUNTED + 1),
    ).fetchall()
    check()
    exact, found = len(found) <= MAX_COUNTED, found[:MAX_COUNTED]
    values: defaultdict[str, list[str]] = defaultdict(list)
    for _, facets in found:
        for field, shown in _facets(facets).items():
            values[field] += shown
    check()
    days = Counter(at // DAY for at, _ in found)
    return Counted(
        facets={
            field: sorted(Counter(shown).items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_FACETS]
            for field, shown in sorted(values.items())
        },
        days=[(date_of(day), number) for day, number in sorted(days.items())],
        number=len(found),
        exact=exact,
    )
