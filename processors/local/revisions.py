"""The revisions of an article and their statements, stored; the newest of them, as a view."""

import sqlite3
import zlib

import msgspec

from processors.articles import Revision, settled
from runtime.stamps import stamp
from wire import Article, event_time

FAST = 1
"""zlib's fastest level: texts shrink to less than half at a tenth of a millisecond."""


_decoder = msgspec.json.Decoder(Revision)


def add(tx: sqlite3.Connection, revision: Revision) -> None:
    """Put a revision into its article's set; the same one again takes the place of the first."""
    article = revision.article
    tx.execute(
        "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?, ?)",
        (
            article.id,
            stamp(article.fetched_at),
            article.content_hash,
            stamp(event_time(article)),
            zlib.compress(msgspec.json.encode(revision), FAST),
        ),
    )


def current(tx: sqlite3.Connection, article_id: str) -> Revision | None:
    """What is true of the article now, all of it carrying the newest revision's version and time.

    None where nothing is known of it.
    """
    known = known_of(tx, article_id)
    return known[-1] if known else None


def known_of(tx: sqlite3.Connection, article_id: str) -> list[Revision]:
    """The article's revisions, oldest first, the statements of each with its version and time."""
    rows = tx.execute("SELECT body FROM revisions WHERE article_id = ?", (article_id,)).fetchall()
    return settled(_decoder.decode(zlib.decompress(body)) for (body,) in rows)


def has(connection: sqlite3.Connection, article: Article) -> bool:
    """Whether this very revision (the same text, fetched at the same time) is in the set."""
    found = connection.execute(
        "SELECT 1 FROM revisions WHERE article_id = ? AND fetched_at = ? AND content_hash = ?",
        (article.id, stamp(article.fetched_at), article.content_hash),
    )
    return found.fetchone() is not None


def forget(tx: sqlite3.Connection, article_id: str) -> None:
    """Erase every revision of the article."""
    tx.execute("DELETE FROM revisions WHERE article_id = ?", (article_id,))
