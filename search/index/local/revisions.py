"""The texts that an article has had, from its second one on, with what was read from each.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
import zlib
from itertools import groupby

import msgspec

from search.index.local.schema import TABLES
from search.index.protocol import MAX_REVISION_LENGTH, MAX_REVISIONS, Revision
from search.index.times import microseconds
from wire.article import Article
from wire.codec import decode
from wire.statement import Statement

FAST = 1
"""zlib's fastest level: texts shrink to less than half at a tenth of a millisecond."""

_decoder = msgspec.json.Decoder(Revision)


def keep(tx: sqlite3.Connection, revision: Revision) -> None:
    """Put a text beside the one that the index has of the article, which is kept as well.

    Nothing is written of an article that the index does not have, or has with the same text. In
    whatever order the texts come, the same ones are kept: the newest by the time of fetching.
    """
    article = revision.article
    current = _current(tx, article.id)
    if current is None or current.article.content_hash == article.content_hash:
        return
    for each in (current, revision):
        _put(tx, each)
    tx.execute(
        "DELETE FROM search_revisions WHERE article = ?1 AND (fetched_at, content_hash) NOT IN"
        " (SELECT fetched_at, content_hash FROM search_revisions WHERE article = ?1"
        " ORDER BY fetched_at DESC, content_hash DESC LIMIT ?2)",
        (article.id, MAX_REVISIONS),
    )


def known(connection: sqlite3.Connection, article_id: str) -> list[Revision]:
    """The texts by the time of fetching, oldest first; one that was fetched again stands once."""
    rows = connection.execute(
        "SELECT body FROM search_revisions WHERE article = ? ORDER BY fetched_at, content_hash",
        (article_id,),
    )
    found = [_decoder.decode(zlib.decompress(body)) for (body,) in rows]
    return [list(same)[-1] for _, same in groupby(found, lambda one: one.article.content_hash)]


def forget(tx: sqlite3.Connection, article_id: str) -> None:
    """Forget all texts of an article."""
    tx.execute("DELETE FROM search_revisions WHERE article = ?", (article_id,))


def prune(tx: sqlite3.Connection, first_month: str) -> None:
    """Forget the texts of articles of the months before."""
    tx.execute("DELETE FROM search_revisions WHERE article < ?", (first_month,))


def _put(tx: sqlite3.Connection, revision: Revision) -> None:
    article = revision.article
    if len(article.text) > MAX_REVISION_LENGTH:
        article = msgspec.structs.replace(article, text="")
        revision = Revision(article, (), cut=True)
    tx.execute(
        "INSERT OR REPLACE INTO search_revisions VALUES (?, ?, ?, ?)",
        (
            article.id,
            microseconds(article.fetched_at),
            article.content_hash,
            zlib.compress(msgspec.json.encode(revision), FAST),
        ),
    )


def _current(tx: sqlite3.Connection, article_id: str) -> Revision | None:
    found = tx.execute(
        f"SELECT body FROM {TABLES['article'].documents} WHERE id = ?", (article_id,)
    ).fetchone()
    if found is None:
        return None
    tables = TABLES["statement"]
    rows = tx.execute(
        f"SELECT body FROM {tables.documents} WHERE document IN"
        f" (SELECT rowid FROM {tables.text} WHERE {tables.text} MATCH ?) ORDER BY id",
        ('keywords : "article:{}"'.format(article_id.replace('"', '""')),),
    )
    return Revision(decode(found[0], Article), tuple(decode(body, Statement) for (body,) in rows))
