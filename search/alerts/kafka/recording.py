"""What the index role has matched, into the tables: the other half of the local shell's `take`."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from search.alerts.local import forgetting, hits, watches
from search.alerts.local.recording import Recorder
from search.index.documents import articles_of
from search.index.local.forgetting import erase, is_erased
from search.index.local.writing import apply
from search.index.protocol import Document
from wire.article import Article
from wire.met import Met
from wire.shift import Shift


def unknown(connection: sqlite3.Connection, found: Iterable[Met]) -> bool:
    """Whether any of the watches that were met is not in the file: it is newer than the file is."""
    named = {watch_id for met in found for watch_id in met.watch_ids}
    return any(watches.get(connection, each) is None for each in named)


def record(tx: sqlite3.Connection, found: Iterable[Met], now: datetime) -> None:
    """Keep the documents that were met, and all that follows.

    What comes again or late changes nothing. Of a document that nobody's watch has ever met
    nothing is kept.
    """
    standing = {watch.id: watch for watch in watches.living(tx)}
    for met in found:
        document = met.document
        own = [watch_id for watch_id in met.watch_ids if watch_id in standing]
        known = any(owner == met.owner for owner, _ in hits.on(tx, document.id))
        if own or known:
            apply(tx, (document,))
            stamps = {document.id: met.stamps}

            def stamps_of(
                subject: str, known: Mapping[str, Mapping[str, datetime]] = stamps
            ) -> Mapping[str, datetime]:
                return known.get(subject, {})

            Recorder(tx, standing, now, stamps_of).record([(document, own, met.owner)])
        _erase(tx, document, now)


def _erase(tx: sqlite3.Connection, document: Document, now: datetime) -> None:
    """Only a takedown removes an article: its words go from every alert.

    The shifts that stood on it are removed by messages of their own, before or after.
    """
    if not document.removed:
        return
    if isinstance(document, Article):
        erase(tx, document.id)
        forgetting.erase(tx, document.id, now)
    elif isinstance(document, Shift):
        for article_id in articles_of(document):
            if is_erased(tx, article_id):
                forgetting.erase(tx, article_id, now)
