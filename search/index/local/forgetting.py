"""Documents out of the tables: one that was removed, an article that is taken down, old months.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
from datetime import datetime

from search.index.local import revisions
from search.index.local.counting import Tally
from search.index.local.schema import TABLES
from search.index.protocol import Kind
from wire.ids import month


def forget(tx: sqlite3.Connection, kind: Kind, identifier: str, version: int, tally: Tally) -> bool:
    """Take a document's text away and remember its version; whether there was a text."""
    tables = TABLES[kind]
    kept = tx.execute(
        f"SELECT document FROM {tables.documents} WHERE id = ?", (identifier,)
    ).fetchone()
    if kept is not None:
        tally.leaves(tx, kind, kept[0])
        tx.execute(f"DELETE FROM {tables.text} WHERE rowid = ?", kept)
        tx.execute(f"DELETE FROM {tables.documents} WHERE document = ?", kept)
    if kind == "article":
        revisions.forget(tx, identifier)
    tx.execute(
        "INSERT OR REPLACE INTO search_removed (kind, id, version) VALUES (?, ?, ?)",
        (kind, identifier, version),
    )
    return kept is not None


def erase(tx: sqlite3.Connection, article_id: str) -> int:
    """Forget an article, its statements and the shifts that quote it; how many had a text.

    FTS5 marks what is deleted and drops it when it next merges: merging now makes sure of it.
    """
    forgotten, tally = 0, Tally()
    keyword = 'keywords : "article:{}"'.format(article_id.replace('"', '""'))
    for kind, tables in TABLES.items():
        citing = tx.execute(
            f"SELECT id, version FROM {tables.documents} WHERE document IN"
            f" (SELECT rowid FROM {tables.text} WHERE {tables.text} MATCH ?)",
            (keyword,),
        ).fetchall()
        for identifier, version in citing:
            forgotten += forget(tx, kind, identifier, version, tally)
        if citing:
            tx.execute(f"INSERT INTO {tables.text} ({tables.text}) VALUES ('optimize')")
    tally.write(tx)
    revisions.forget(tx, article_id)
    tx.execute(
        "INSERT OR REPLACE INTO search_removed (kind, id, version, erased)"
        " VALUES ('article', ?, 0, 1)",
        (article_id,),
    )
    return forgotten


def is_erased(connection: sqlite3.Connection, article_id: str) -> bool:
    """Whether an article was taken down."""
    found = connection.execute(
        "SELECT 1 FROM search_removed WHERE kind = 'article' AND id = ? AND erased", (article_id,)
    )
    return found.fetchone() is not None


def prune(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget what an id places in a month before the one of `before`, versions included.

    What was taken down stays taken down.
    """
    first = month(before)
    pruned, tally = 0, Tally()
    for kind, tables in TABLES.items():
        old = f"SELECT document FROM {tables.documents} WHERE id < ?"
        for (row,) in tx.execute(old, (first,)).fetchall():
            tally.leaves(tx, kind, row)
        tx.execute(f"DELETE FROM {tables.text} WHERE rowid IN ({old})", (first,))
        pruned += tx.execute(f"DELETE FROM {tables.documents} WHERE id < ?", (first,)).rowcount
    tally.write(tx)
    revisions.prune(tx, first)
    tx.execute("DELETE FROM search_removed WHERE id < ? AND NOT erased", (first,))
    return pruned
