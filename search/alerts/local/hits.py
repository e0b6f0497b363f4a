"""Hits in the store: added, withdrawn, found with all that are about the same thing."""

import sqlite3
from collections.abc import Iterable

import msgspec

from runtime.stamps import stamp
from search.alerts.groups import NEAR, alike, bands
from wire.alert import Hit
from wire.codec import decode, encode


def on(connection: sqlite3.Connection, subject_id: str) -> list[tuple[str, Hit]]:
    """All hits on a subject with their owners, removed ones too."""
    rows = connection.execute("SELECT owner, body FROM hits WHERE subject_id = ?", (subject_id,))
    return [(owner, decode(body, Hit)) for owner, body in rows]


def put(tx: sqlite3.Connection, owner: str, hit: Hit) -> None:
    """Keep a hit under its id."""
    at = stamp(hit.at)
    tx.execute(
        "INSERT OR REPLACE INTO hits VALUES (?, ?, ?, ?, ?, ?, ?)",
        (hit.id, owner, hit.watch_id, hit.subject_id, at, hit.removed, encode(hit)),
    )
    tx.execute("DELETE FROM hit_bands WHERE subject_id = ? AND owner = ?", (hit.subject_id, owner))
    if not hit.removed or any(
        not other.removed for name, other in on(tx, hit.subject_id) if name == owner
    ):
        tx.executemany(
            "INSERT OR IGNORE INTO hit_bands VALUES (?, ?, ?, ?, ?)",
            [(owner, hit.subject, band, at, hit.subject_id) for band in bands(hit.signature)],
        )


def withdraw(tx: sqlite3.Connection, owner: str, hit: Hit, subject_version: int) -> None:
    """Mark a hit as removed by a version of its subject."""
    gone = msgspec.structs.replace(
        hit, removed=True, version=hit.version + 1, subject_version=subject_version
    )
    put(tx, owner, gone)


def related(connection: sqlite3.Connection, owner: str, subjects: Iterable[str]) -> list[Hit]:
    """All living hits of the owner on these subjects and on what is like them, and so on.

    Groups never reach beyond this, so that the view of it is a part of the view of everything.
    """
    waiting, found = sorted(set(subjects)), dict[str, Hit]()
    been: set[str] = set()
    while waiting:
        subject = waiting.pop()
        if subject in been:
            continue
        been.add(subject)
        own = [hit for name, hit in on(connection, subject) if name == owner and not hit.removed]
        found.update((hit.id, hit) for hit in own)
        if own:
            waiting += [each for each in _like(connection, owner, own[0]) if each not in been]
    return list(found.values())


def _like(connection: sqlite3.Connection, owner: str, hit: Hit) -> list[str]:
    near: set[str] = set()
    for band in bands(hit.signature):
        near.update(
            subject
            for (subject,) in connection.execute(
                "SELECT subject_id FROM hit_bands"
                " WHERE owner = ? AND subject = ? AND band = ? AND at BETWEEN ? AND ?",
                (owner, hit.subject, band, stamp(hit.at - NEAR), stamp(hit.at + NEAR)),
            )
        )
    return sorted(
        subject
        for subject in near - {hit.subject_id}
        if any(name == owner and alike(hit, other) for name, other in on(connection, subject))
    )
