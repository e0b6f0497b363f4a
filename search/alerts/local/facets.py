"""By what an alert is found in the store: watch, state, party, issue."""

import sqlite3
from collections.abc import Iterable
from typing import Literal

from search.index.documents import parties_of
from search.index.protocol import Document
from search.text import key
from wire.alert import Alert
from wire.article import Article
from wire.statement import Statement

Name = Literal["watch", "state", "party", "issue"]


def of_alert(tx: sqlite3.Connection, alert: Alert) -> None:
    """Note what changes with the alert itself. What its document is about stays as it was."""
    _put(tx, alert.id, "watch", [(each, each) for each in alert.watch_ids])
    _put(tx, alert.id, "state", [(alert.state, alert.state)])


def of_document(tx: sqlite3.Connection, alert_id: str, document: Document) -> None:
    """Note whose position an alert is about, and on what."""
    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    match document:
        case Article():
            pass
        case Statement():
            parties = parties_of(document)
            issues = document.issues or ((document.issue,) if document.issue else ())
        case _:
            parties, issues = (document.party,), (document.issue,)
    _put(tx, alert_id, "party", [(key(each), each) for each in parties])
    _put(tx, alert_id, "issue", [(each, each) for each in issues])


def forget(tx: sqlite3.Connection, alert_id: str) -> None:
    """Of an alert whose article was taken down, keep nothing of what it was about."""
    tx.execute(
        "DELETE FROM alert_facets WHERE alert_id = ? AND name IN ('party', 'issue')", (alert_id,)
    )


def _put(
    tx: sqlite3.Connection, alert_id: str, name: Name, values: Iterable[tuple[str, str]]
) -> None:
    tx.execute("DELETE FROM alert_facets WHERE alert_id = ? AND name = ?", (alert_id, name))
    tx.executemany(
        "INSERT OR IGNORE INTO alert_facets VALUES (?, ?, ?, ?)",
        [(alert_id, name, comparable, shown) for comparable, shown in values],
    )
