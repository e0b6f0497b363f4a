"""Alerts in the store: the rows of the view, what makes them, which articles they quote."""

import sqlite3
from collections.abc import Iterable, Iterator

from runtime.stamps import stamp
from search.alerts.groups import Group
from search.alerts.local import facets
from search.index.documents import articles_of
from search.index.protocol import Document
from wire.alert import Alert
from wire.codec import decode, encode


def made_of(connection: sqlite3.Connection, owner: str, subjects: Iterable[str]) -> set[str]:
    """Ids of the alerts that stand on any of the subjects."""
    found: set[str] = set()
    for subject in subjects:
        found.update(
            name
            for (name,) in connection.execute(
                "SELECT alert_id FROM alert_members WHERE owner = ? AND subject_id = ?",
                (owner, subject),
            )
        )
    return found


def members(connection: sqlite3.Connection, alert_id: str) -> set[str]:
    """The subjects that an alert stands on."""
    rows = connection.execute(
        "SELECT subject_id FROM alert_members WHERE alert_id = ?", (alert_id,)
    )
    return {subject for (subject,) in rows}


def get(connection: sqlite3.Connection, identifier: str) -> Alert | None:
    """An alert, a removed one as well."""
    found = connection.execute("SELECT body FROM alerts WHERE id = ?", (identifier,)).fetchone()
    return decode(found[0], Alert) if found else None


def put(tx: sqlite3.Connection, owner: str, alert: Alert) -> None:
    """Keep an alert under its id."""
    tx.execute(
        "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?)",
        (alert.id, owner, stamp(alert.at), alert.removed, encode(alert)),
    )
    facets.of_alert(tx, alert)


def let_go(tx: sqlite3.Connection, alert_id: str) -> None:
    """Forget which subjects make an alert."""
    tx.execute("DELETE FROM alert_members WHERE alert_id = ?", (alert_id,))


def tie(tx: sqlite3.Connection, owner: str, alert: Alert, group: Group, document: Document) -> None:
    """Note which subjects make an alert and which articles it quotes."""
    tx.executemany(
        "INSERT OR REPLACE INTO alert_members VALUES (?, ?, ?)",
        [(owner, subject, alert.id) for subject in group.subject_ids],
    )
    tx.executemany(
        "INSERT OR IGNORE INTO alert_articles VALUES (?, ?)",
        [(article, alert.id) for article in articles_of(document)],
    )
    facets.of_document(tx, alert.id, document)


def living(connection: sqlite3.Connection, watch_id: str | None = None) -> Iterator[Alert]:
    """All alerts that stand, by id; with a watch, those that it meets.

    Without one, what operators were told is left out: it is no news.
    """
    for (body,) in connection.execute("SELECT body FROM alerts WHERE NOT removed ORDER BY id"):
        alert = decode(body, Alert)
        if alert.subject != "operation" if watch_id is None else watch_id in alert.watch_ids:
            yield alert
