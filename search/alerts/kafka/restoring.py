"""Entries of the topic of alerts back into the tables, for a file that was lost or is another's."""

import sqlite3

import msgspec

from search.alerts.kafka import editions
from search.alerts.kafka.editions import TOLD
from search.alerts.kafka.entries import (
    AlertEntry,
    Entry,
    EntryKind,
    HitEntry,
    LedgerEntry,
    ScannedEntry,
    named_by,
)
from search.alerts.kafka.scanned import reached
from search.alerts.local import hits, keeping, watches
from search.index.local.writing import apply
from wire.codec import encode

_TOLD_ROW = f"({', '.join(['?'] * (len(TOLD) + 2))})"


def restore(tx: sqlite3.Connection, kind: EntryKind, entry: Entry) -> bool:
    """Let the tables have an entry, unless they have the same edition or a newer one.

    Whether they were changed.
    """
    if entry.edition <= editions.known(tx, kind, entry.id):
        return False
    match entry:
        case AlertEntry():
            _alert(tx, entry)
        case HitEntry():
            _hit(tx, entry)
        case LedgerEntry():
            _ledger(tx, entry)
        case ScannedEntry():
            _scanned(tx, entry)
    editions.settle(tx, kind, entry.id, entry.edition)
    return True


def forget(tx: sqlite3.Connection, key: str) -> None:
    """Take out what its writer has forgotten."""
    kind, identifier = named_by(key)
    if kind == "hit":
        subject, _, owner = identifier.partition(" ")
        tx.execute("DELETE FROM hits WHERE subject_id = ? AND owner = ?", (subject, owner))
        tx.execute("DELETE FROM hit_bands WHERE subject_id = ? AND owner = ?", (subject, owner))
    elif kind == "alert":
        keeping.let_go(tx, identifier)
        for table in ("alert_articles", "alert_facets", "alert_log", "deliveries"):
            tx.execute(f"DELETE FROM {table} WHERE alert_id = ?", (identifier,))  # noqa: S608
        tx.execute("DELETE FROM alerts WHERE id = ?", (identifier,))
    tx.execute("DELETE FROM alert_editions WHERE kind = ? AND id = ?", (kind, identifier))


def _alert(tx: sqlite3.Connection, entry: AlertEntry) -> None:
    keeping.put(tx, entry.owner, entry.alert)
    keeping.let_go(tx, entry.id)
    tx.executemany(
        "INSERT OR REPLACE INTO alert_members VALUES (?, ?, ?)",
        [(entry.owner, subject, entry.id) for subject in entry.subjects],
    )
    for table in ("alert_articles", "alert_facets", "deliveries"):
        tx.execute(f"DELETE FROM {table} WHERE alert_id = ?", (entry.id,))  # noqa: S608
    tx.executemany(
        "INSERT INTO alert_articles VALUES (?, ?)", [(each, entry.id) for each in entry.articles]
    )
    tx.executemany(
        "INSERT INTO alert_facets VALUES (?, ?, ?, ?)",
        [(entry.id, *facet) for facet in entry.facets],
    )
    (there,) = tx.execute(
        "SELECT count(*) FROM alert_log WHERE alert_id = ?", (entry.id,)
    ).fetchone()
    # A history only grows; what is appended gets new numbers, by which pages see that it changed.
    tx.executemany(
        "INSERT INTO alert_log (alert_id, version, at, state, what, says)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(entry.id, *msgspec.structs.astuple(line)) for line in entry.history[there:]],
    )
    tx.executemany(
        f"INSERT INTO deliveries (alert_id, {', '.join(TOLD)}, body) VALUES {_TOLD_ROW}",  # noqa: S608
        [
            (
                entry.id,
                *(getattr(each, name) for name in TOLD),
                encode(each.notice) if each.notice else "",
            )
            for each in entry.told
        ],
    )


def _hit(tx: sqlite3.Connection, entry: HitEntry) -> None:
    document = entry.article or entry.statement or entry.shift
    if document is not None:
        apply(tx, (document,))
    for hit in entry.hits:
        hits.put(tx, entry.owner, hit)


def _ledger(tx: sqlite3.Connection, entry: LedgerEntry) -> None:
    tx.execute("DELETE FROM watch_days WHERE watch_id = ?", (entry.id,))
    tx.executemany(
        "INSERT INTO watch_days VALUES (?, ?, ?, ?, ?)", [(entry.id, *day) for day in entry.days]
    )


def _scanned(tx: sqlite3.Connection, entry: ScannedEntry) -> None:
    tx.executemany(
        "INSERT OR REPLACE INTO scanned_days VALUES (?, ?, ?)",
        [(kind, entry.id, n) for kind, n in entry.numbers.items()],
    )
    for place, following in entry.places.items():
        reached(tx, place, following)
    watches.count_from_the_day(tx)
