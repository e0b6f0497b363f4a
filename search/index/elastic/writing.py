"""Documents into the indices: the highest version wins, a removed one leaves only its version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.index.documents import kind_of
from search.index.elastic.bulk import Bulk, Refused, Write
from search.index.elastic.connection import Connection
from search.index.elastic.lookups import erased, kept
from search.index.elastic.names import Names
from search.index.elastic.planning import planned
from search.index.elastic.stored import source, tombstone
from search.index.protocol import Document, Kind


@dataclass(frozen=True)
class Outcome:
    """What became of a batch: how many were written and skipped, and which can never be taken.

    `standing` is what the index has of the batch now, the removals among it: all but what was
    refused, what is older than what the index has, and what rests on an article taken down.
    """

    written: int
    skipped: int
    refused: tuple[tuple[Document, str], ...] = ()
    standing: tuple[Document, ...] = ()


def apply(
    connection: Connection, names: Names, bulk: Bulk, documents: Sequence[Document]
) -> Outcome:
    """Keep each document if its version is not lower than the one kept.

    Raises `ElasticAway` when the server can't take all of them now: then all may come again.
    """
    good, refused = _with_an_index(names, documents)
    places = list(dict.fromkeys((kind_of(each), each.id) for each in good))
    plan = planned(good, kept(connection, names, places), erased(connection, names, good))
    writes = [_write(names, kind, document) for (kind, _), document in plan.writes.items()]
    written, skipped = 0, plan.skipped
    standing = plan.same
    for (place, document), outcome in zip(plan.writes.items(), bulk.write(writes), strict=True):
        match outcome:
            case Refused(why):
                refused.append((document, why))
            case "older":
                skipped += plan.times[place]
            case _:
                written += plan.times[place]
                standing[place] = document
    return Outcome(written, skipped, tuple(refused), tuple(standing.values()))


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a batch from those of its parts."""
    found = list(outcomes)
    return Outcome(
        written=sum(one.written for one in found),
        skipped=sum(one.skipped for one in found),
        refused=tuple(each for one in found for each in one.refused),
        standing=tuple(each for one in found for each in one.standing),
    )


def _with_an_index(
    names: Names, documents: Sequence[Document]
) -> tuple[list[Document], list[tuple[Document, str]]]:
    good = [each for each in documents if names.has_index(each.id)]
    bad = [each for each in documents if not names.has_index(each.id)]
    return good, [(each, f"{each.id[:40]!r} is no id that begins with a month") for each in bad]


def _write(names: Names, kind: Kind, document: Document) -> Write:
    made = tombstone(document.id, document.version) if document.removed else source(document)
    return Write(names.of(kind, document.id), document.id, document.version, made)
