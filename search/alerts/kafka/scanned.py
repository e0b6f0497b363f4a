"""How many documents the watches were run on: told by the index role, counted once each."""

import sqlite3

import msgspec

from search.alerts.local import watches
from search.index.protocol import Kind

TYPE = "scanned"
"""The header of such a message among the hits."""


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """The documents that came with some messages of one partition, on a day ("2026-05-04").

    `id` names the partition ("statements/3"); `looked` has for each message its offset, a kind, and
    how many documents of that kind it brought. What is told of again is not counted again.
    """

    id: str
    day: str
    looked: tuple[tuple[int, Kind, int], ...]
    schema: int = 1


def count(tx: sqlite3.Connection, scanned: Scanned) -> None:
    """Count what was not counted before."""
    found = tx.execute("SELECT next FROM scanned_places WHERE place = ?", (scanned.id,)).fetchone()
    known = int(found[0]) if found else 0
    new = [(kind, n) for offset, kind, n in scanned.looked if offset >= known]
    watches.scanned(tx, new, scanned.day)
    reached(tx, scanned.id, max((offset + 1 for offset, _, _ in scanned.looked), default=known))


def reached(tx: sqlite3.Connection, place: str, following: int) -> None:
    """Note from which offset on a partition is still to be counted; it never goes back."""
    tx.execute(
        "INSERT INTO scanned_places VALUES (?, ?)"
        " ON CONFLICT (place) DO UPDATE SET next = max(next, excluded.next)",
        (place, following),
    )
