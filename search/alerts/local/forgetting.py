"""Alerts out of the store: of an article that is taken down, of months that are pruned."""

import sqlite3
from datetime import datetime

from search.alerts.difference import without_words
from search.alerts.local import accounts, deliveries, facets, keeping
from wire.alert import Alert
from wire.codec import decode, encode
from wire.ids import month


def erase(tx: sqlite3.Connection, article_id: str, now: datetime) -> int:
    """Take the words of an article out of every alert that stood on it; how many did.

    To be called when the removals have been taken: what still stands quotes others by now. What
    waits to be sent is never sent.
    """
    rows = tx.execute(
        "SELECT id, body FROM alerts JOIN alert_articles ON id = alert_id WHERE article_id = ?",
        (article_id,),
    ).fetchall()
    for identifier, body in rows:
        alert = decode(body, Alert)
        if not alert.removed:
            continue
        deliveries.suppress(tx, "alert_id", identifier, "taken_down", now)
        tx.execute(
            "UPDATE alerts SET body = ? WHERE id = ?", (encode(without_words(alert)), identifier)
        )
        keeping.let_go(tx, identifier)
        facets.forget(tx, identifier)
    for identifier, _ in rows:
        # A message of an earlier state may wait although the alert no longer quotes the article.
        for version, waiting in tx.execute(
            "SELECT version, body FROM deliveries WHERE alert_id = ? AND state = 'waiting'",
            (identifier,),
        ).fetchall():
            if article_id.encode() in bytes(waiting):
                tx.execute(
                    "UPDATE deliveries SET state = 'suppressed', why = 'taken_down', body = ''"
                    " WHERE alert_id = ? AND version = ? AND state = 'waiting'",
                    (identifier, version),
                )
    # What still stands may have been told of before its own removal came: it is asked for again.
    tx.execute(
        "DELETE FROM alert_articles WHERE article_id = ?"
        " AND alert_id IN (SELECT id FROM alerts WHERE removed)",
        (article_id,),
    )
    # The signature of a text says a little of its words.
    tx.execute(
        "DELETE FROM hits WHERE removed"
        " AND subject_id NOT IN (SELECT subject_id FROM alert_members)"
    )
    return len(rows)


def prune(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget the alerts of the months before the one of `before`; how many. Numbers stay."""
    first = month(before)
    accounts.fold(tx, first)
    tx.execute("DELETE FROM hits WHERE subject_id < ?", (first,))
    tx.execute("DELETE FROM hit_bands WHERE subject_id < ?", (first,))
    for table in ("alert_members", "alert_articles", "alert_facets", "alert_log"):
        tx.execute(f"DELETE FROM {table} WHERE alert_id < ?", (first,))  # noqa: S608
    return tx.execute("DELETE FROM alerts WHERE id < ?", (first,)).rowcount
