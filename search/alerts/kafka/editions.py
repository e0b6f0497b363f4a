"""The entries that wait to be published, read from the tables; and those that were."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.alerts.kafka.entries import (
    AlertEntry,
    Entry,
    EntryKind,
    HitEntry,
    LedgerEntry,
    Line,
    ScannedEntry,
    Told,
)
from search.alerts.local import hits, keeping
from search.alerts.notice import Notice
from search.index.local.reading import kept
from wire.article import Article
from wire.codec import decode
from wire.shift import Shift
from wire.statement import Statement

BATCH = 200
"""Entries that are published at once."""

TOLD = tuple(name for name in Told.__struct_fields__ if name != "notice")


@dataclass(frozen=True)
class Unsent:
    """An entry that changed; `entry` None: it is to be forgotten."""

    kind: EntryKind
    id: str
    edition: int
    entry: Entry | None


def unsent(connection: sqlite3.Connection, limit: int = BATCH) -> list[Unsent]:
    """Some of what changed since it was published, as it is now."""
    rows = connection.execute(
        "SELECT kind, id, edition FROM alert_editions WHERE edition > sent LIMIT ?", (limit,)
    ).fetchall()
    return [
        Unsent(kind, identifier, edition, READ[kind](connection, identifier, edition))
        for kind, identifier, edition in rows
    ]


def sent(tx: sqlite3.Connection, published: Iterable[Unsent]) -> None:
    """Note what was published. What changed meanwhile stays unsent; what is gone is forgotten."""
    for each in published:
        if each.entry is None:
            tx.execute(
                "DELETE FROM alert_editions WHERE kind = ? AND id = ? AND edition = ?",
                (each.kind, each.id, each.edition),
            )
        tx.execute(
            "UPDATE alert_editions SET sent = ? WHERE kind = ? AND id = ? AND sent < ?",
            (each.edition, each.kind, each.id, each.edition),
        )


def known(connection: sqlite3.Connection, kind: EntryKind, identifier: str) -> int:
    """The edition of an entry in this file; 0 where there is none."""
    found = connection.execute(
        "SELECT edition FROM alert_editions WHERE kind = ? AND id = ?", (kind, identifier)
    ).fetchone()
    return int(found[0]) if found else 0


def settle(tx: sqlite3.Connection, kind: EntryKind, identifier: str, edition: int) -> None:
    """What was just written is a published edition, whatever the triggers have counted."""
    tx.execute(
        "INSERT OR REPLACE INTO alert_editions VALUES (?, ?, ?, ?)",
        (kind, identifier, edition, edition),
    )


def _alert(connection: sqlite3.Connection, identifier: str, edition: int) -> AlertEntry | None:
    alert = keeping.get(connection, identifier)
    if alert is None:
        return None
    one = (identifier,)
    (owner,) = connection.execute("SELECT owner FROM alerts WHERE id = ?", one).fetchone()
    articles = connection.execute(
        "SELECT article_id FROM alert_articles WHERE alert_id = ? ORDER BY 1", one
    )
    facets = connection.execute(
        "SELECT name, key, value FROM alert_facets WHERE alert_id = ? ORDER BY 1, 2", one
    )
    history = connection.execute(
        "SELECT version, at, state, what, says FROM alert_log WHERE alert_id = ? ORDER BY number",
        one,
    )
    told = connection.execute(
        f"SELECT {', '.join(TOLD)}, body FROM deliveries WHERE alert_id = ? ORDER BY 1, 2",  # noqa: S608
        one,
    )
    return AlertEntry(
        id=identifier,
        edition=edition,
        owner=owner,
        alert=alert,
        subjects=tuple(sorted(keeping.members(connection, identifier))),
        articles=tuple(article for (article,) in articles),
        facets=tuple((name, key, value) for name, key, value in facets),
        history=tuple(Line(*row) for row in history),
        told=tuple(
            Told(**dict(zip(TOLD, row, strict=True)), notice=decode(body, Notice) if body else None)
            for *row, body in told
        ),
    )


def _hit(connection: sqlite3.Connection, identifier: str, edition: int) -> HitEntry | None:
    subject, _, owner = identifier.partition(" ")
    own = sorted(
        (hit for name, hit in hits.on(connection, subject) if name == owner),
        key=lambda hit: hit.id,
    )
    if not own:
        return None
    document = kept(connection, own[0].subject, subject)
    return HitEntry(
        id=identifier,
        edition=edition,
        owner=owner,
        hits=tuple(own),
        article=document if isinstance(document, Article) else None,
        statement=document if isinstance(document, Statement) else None,
        shift=document if isinstance(document, Shift) else None,
    )


def _ledger(connection: sqlite3.Connection, identifier: str, edition: int) -> LedgerEntry:
    rows = connection.execute(
        "SELECT day, outcome, reason, n FROM watch_days WHERE watch_id = ? ORDER BY 1, 2, 3",
        (identifier,),
    )
    days = tuple((day, outcome, reason, n) for day, outcome, reason, n in rows)
    return LedgerEntry(id=identifier, edition=edition, days=days)


def _scanned(connection: sqlite3.Connection, identifier: str, edition: int) -> ScannedEntry:
    numbers = connection.execute("SELECT kind, n FROM scanned_days WHERE day = ?", (identifier,))
    places = connection.execute("SELECT place, next FROM scanned_places")
    return ScannedEntry(
        id=identifier,
        edition=edition,
        numbers=dict(numbers),
        places=dict(places),
    )


READ: dict[EntryKind, Callable[[sqlite3.Connection, str, int], Entry | None]] = {
    "alert": _alert,
    "hit": _hit,
    "ledger": _ledger,
    "scanned": _scanned,
}
