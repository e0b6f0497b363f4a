"""What an index that alerts for others tells them: documents with the watches that they meet. Pure.

The index role says it, the alert role records it; in the local shell both are one transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from search.index.documents import kind_of
from search.index.protocol import Document
from wire.article import Article
from wire.met import Met, met_id
from wire.shift import Shift
from wire.statement import Statement
from wire.watch import Watch

EXCERPT = 2_000
"""Code points of an article's text that travel with a hit: an alert shows 300."""


def meetings(
    documents: Sequence[Document],
    matches: Iterable[tuple[str, Document]],
    watches: Mapping[str, Watch],
    stamps: Mapping[str, Mapping[str, datetime]],
    had: Collection[str] = (),
) -> Iterator[Met]:
    """What to tell of a batch, by its order and then by owner.

    `matches` are what `Matcher.match` gave for the batch, `watches` those that it was made of by
    id, and `stamps` the times of each document's stages, by its id. Of a document in its first
    version only those are told whose watches it meets; of a later or removed one every owner, since
    an earlier version may have met a watch of his, also who only `had` watches.
    """
    met: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for watch_id, document in matches:
        met[watches[watch_id].owner, document.id].append(watch_id)
    owners = sorted({each.owner for each in watches.values()}.union(had))
    for document in documents:
        changed = document.removed or document.version > 1
        for owner in owners:
            found = met.get((owner, document.id), [])
            if found or changed:
                yield _met(owner, document, found, stamps.get(document.id, {}))


def _met(
    owner: str, document: Document, watch_ids: Iterable[str], stamps: Mapping[str, datetime]
) -> Met:
    found = tuple(sorted(set(watch_ids)))
    return Met(
        id=met_id(owner, document.id),
        version=document.version,
        removed=not found,
        owner=owner,
        watch_ids=found,
        article=excerpt(document) if isinstance(document, Article) else None,
        statement=document if isinstance(document, Statement) else None,
        shift=document if isinstance(document, Shift) else None,
        stamps=dict(stamps),
    )


def excerpt(article: Article) -> Article:
    """The article with no more of its text than alerts can need."""
    return msgspec.structs.replace(article, text=article.text[:EXCERPT])


def described(met: Met) -> str:
    """Which document a message is about, for logs."""
    return f"{kind_of(met.document)} {met.document.id} in version {met.document.version}"
