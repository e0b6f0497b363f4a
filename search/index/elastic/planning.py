"""What of a batch is to be written, by what the index has. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from search.index.documents import articles_of, kind_of
from search.index.elastic.stored import digest_of
from search.index.protocol import Document, Kind

Place = tuple[Kind, str]
"""A kind and an id: there is one document at most."""


@dataclass(frozen=True)
class Kept:
    """What the index has at a place; the digest says which words, `GONE` that there are none."""

    version: int
    digest: str


@dataclass
class Plan:
    """What is to be written of a batch, the last document of each place, and how many are not.

    `times` says how many documents of the batch end in the one that is written; `same` are those
    that the index has just so.
    """

    writes: dict[Place, Document] = field(default_factory=dict)
    times: dict[Place, int] = field(default_factory=dict)
    same: dict[Place, Document] = field(default_factory=dict)
    skipped: int = 0


def planned(
    documents: Iterable[Document], kept: Mapping[Place, Kept], erased: frozenset[str]
) -> Plan:
    """What to write of the documents, taken one after the other. Pure."""
    plan, known = Plan(), dict(kept)
    for document in documents:
        place = (kind_of(document), document.id)
        old = known.get(place)
        new = Kept(document.version, digest_of(document))
        forbidden = not erased.isdisjoint(articles_of(document))
        if new == old or (forbidden and document.removed):
            plan.same[place] = document
        if forbidden or new == old or (old is not None and new.version < old.version):
            plan.skipped += 1
            continue
        plan.same.pop(place, None)
        known[place] = new
        plan.writes[place] = document
        plan.times[place] = plan.times.get(place, 0) + 1
    return plan


def parted(documents: Sequence[Document], size: int) -> list[list[Document]]:
    """The documents in parts of about this size; all of one place are in one part, in order."""
    number = -(-len(documents) // size)
    parts: list[list[Document]] = [[] for _ in range(number)]
    for each in documents:
        parts[crc32(each.id.encode("utf-8", "replace")) % number].append(each)
    return [part for part in parts if part]
