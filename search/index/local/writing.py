"""Documents into the tables: the highest version wins, a removed one leaves only its version.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
from collections.abc import Iterable

import msgspec

from search.index.documents import TYPES, articles_of, indexed, kind_of, moment_of
from search.index.local.counting import Tally, recount
from search.index.local.forgetting import forget
from search.index.local.schema import TABLES
from search.index.protocol import Document, Kind
from search.index.times import microseconds
from search.text import NORMALISER
from wire.codec import decode, encode


class Writer:
    """One call of `apply`: it asks once per article whether that was taken down."""

    def __init__(self, tx: sqlite3.Connection) -> None:
        self._tx = tx
        self._erased: dict[str, bool] = {}
        self.tally = Tally()

    def keep(self, document: Document) -> bool:
        """Whether the document was written: not when what is kept is newer or the same."""
        kind = kind_of(document)
        if self._is_refused(document):
            return False
        tables = TABLES[kind]
        kept = self._tx.execute(
            f"SELECT document, version, body FROM {tables.documents} WHERE id = ?", (document.id,)
        ).fetchone()
        version = kept[1] if kept is not None else self._removed_version(kind, document.id)
        if version is not None and document.version < version:
            return False
        if document.removed:
            if kept is None and version == document.version:
                return False
            forget(self._tx, kind, document.id, document.version, self.tally)
            return True
        body = encode(document)
        if kept is not None and kept[2] == body:
            return False
        if kept is not None:
            self.tally.leaves(self._tx, kind, kept[0])
        row = write(self._tx, document, body, kept[0] if kept is not None else None)
        self.tally.entered(self._tx, kind, row)
        return True

    def _is_refused(self, document: Document) -> bool:
        return any(self._is_erased(article) for article in articles_of(document))

    def _is_erased(self, article_id: str) -> bool:
        known = self._erased.get(article_id)
        if known is None:
            found = self._tx.execute(
                "SELECT erased FROM search_removed WHERE kind = 'article' AND id = ?", (article_id,)
            ).fetchone()
            known = self._erased[article_id] = found is not None and bool(found[0])
        return known

    def _removed_version(self, kind: Kind, identifier: str) -> int | None:
        found = self._tx.execute(
            "SELECT version FROM search_removed WHERE kind = ? AND id = ?", (kind, identifier)
        ).fetchone()
        return None if found is None else int(found[0])


def write(tx: sqlite3.Connection, document: Document, body: bytes, row: int | None) -> int:
    """Put a document into its tables; `row` is its place when it is there already. Gives its row.

    The body is only kept, never looked into.
    """
    tables = TABLES[kind_of(document)]
    found = indexed(document)
    at = microseconds(moment_of(document))
    facets = msgspec.json.encode(found.facets).decode()
    if row is None:
        row = tx.execute(
            f"INSERT INTO {tables.documents} (id, version, at, facets, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (document.id, document.version, at, facets, body),
        ).lastrowid
        assert row is not None
    else:
        tx.execute(
            f"UPDATE {tables.documents} SET version = ?, at = ?, facets = ?, body = ?"
            " WHERE document = ?",
            (document.version, at, facets, body, row),
        )
        tx.execute(f"DELETE FROM {tables.text} WHERE rowid = ?", (row,))
    tx.execute(
        f"INSERT INTO {tables.text} (rowid, words, speaker, outlet, keywords)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            row,
            " ".join(found.words),
            " ".join(found.speaker),
            " ".join(found.outlet),
            " ".join(found.keywords),
        ),
    )
    return row


def rebuild_if_needed(tx: sqlite3.Connection) -> int:
    """Make the words anew when another normaliser made them; how many documents that took."""
    found = tx.execute("SELECT number FROM search_normaliser").fetchone()
    if found is not None and found[0] == NORMALISER:
        return 0
    rebuilt = 0
    for kind, tables in TABLES.items():
        tx.execute(f"DELETE FROM {tables.text}")
        rows = tx.execute(f"SELECT document FROM {tables.documents}").fetchall()
        for (row,) in rows:
            (body,) = tx.execute(
                f"SELECT body FROM {tables.documents} WHERE document = ?", (row,)
            ).fetchone()
            write(tx, decode(body, TYPES[kind]), body, row)
        rebuilt += len(rows)
    recount(tx)
    tx.execute("DELETE FROM search_normaliser")
    tx.execute("INSERT INTO search_normaliser VALUES (?)", (NORMALISER,))
    return rebuilt


def apply(tx: sqlite3.Connection, documents: Iterable[Document]) -> tuple[int, int]:
    """Keep each document; how many were written and how many skipped."""
    writer = Writer(tx)
    written = skipped = 0
    for document in documents:
        if writer.keep(document):
            written += 1
        else:
            skipped += 1
    writer.tally.write(tx)
    return written, skipped
