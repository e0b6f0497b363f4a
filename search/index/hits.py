"""A hit made of a document that matched: the same marks in every store."""

from collections.abc import Sequence

from search.index.documents import moment_of, parts_of
from search.index.protocol import Document, Hit, Kind
from search.text import find_phrases


def hit_of(kind: Kind, document: Document, wanted: Sequence[tuple[str, ...]]) -> Hit:
    """The document as a hit, with the places of the phrases asked for (sequences of stems)."""
    marked = {name: find_phrases(text, wanted) for name, text in parts_of(document)}
    return Hit(
        kind=kind,
        id=document.id,
        at=moment_of(document),
        document=document,
        highlights={name: spans for name, spans in marked.items() if spans},
    )
