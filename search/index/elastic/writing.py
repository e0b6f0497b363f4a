"""Documents into the indices: the highest version wins, a removed one leaves only its version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from search.index.documents import articles_of, kind_of
from search.index.elastic.bulk import Bulk, Refused, Write
from search.index.elastic.connection import Connection
from search.index.elastic.errors import ElasticAway, NotPrepared, reason
from search.index.elastic.months import APPLY
from search.index.elastic.names import Names
from search.index.elastic.stored import digest_of, source, tombstone
from search.index.protocol import Document, Kind
from wire.article import Article
from wire.shift import Shift
from wire.statement import Statement

Place = tuple[Kind, str]
"""A kind and an id: there is one document at most."""

ASKED_AT_ONCE = 1_000


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


def sources_of(document: Document) -> tuple[str, ...]:
    """The articles whose takedown is one of the document too."""
    match document:
        case Article():
            return (document.id,)
        case Statement():
            return (document.article_id,)
        case Shift():
            # A shift without its quotation is worth nothing; its next version quotes another.
            return articles_of(document)


def planned(
    documents: Iterable[Document], kept: Mapping[Place, Kept], erased: frozenset[str]
) -> Plan:
    """What to write of the documents, taken one after the other. Pure."""
    plan, known = Plan(), dict(kept)
    for document in documents:
        place = (kind_of(document), document.id)
        old = known.get(place)
        new = Kept(document.version, digest_of(document))
        forbidden = not erased.isdisjoint(sources_of(document))
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


def parted(documents: Sequence[Document], size: int) -> list[list[Document]]:
    """The documents in parts of about this size; all of one place are in one part, in order."""
    number = -(-len(documents) // size)
    parts: list[list[Document]] = [[] for _ in range(number)]
    for each in documents:
        parts[crc32(each.id.encode("utf-8", "replace")) % number].append(each)
    return [part for part in parts if part]


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a batch from those of its parts."""
    found = list(outcomes)
    return Outcome(
        written=sum(one.written for one in found),
        skipped=sum(one.skipped for one in found),
        refused=tuple(each for one in found for each in one.refused),
        standing=tuple(each for one in found for each in one.standing),
    )


def kept(connection: Connection, names: Names, places: Sequence[Place]) -> dict[Place, Kept]:
    """What the indices have at these places, as of now and not as of the last refresh."""
    wanted = {place: names.of(*place) for place in places}
    found = looked_up(connection, wanted, ["version", "digest"])
    return {place: Kept(one["version"], one["digest"]) for place, one in found.items()}


def looked_up(
    connection: Connection, wanted: Mapping[Place, str], fields: Sequence[str]
) -> dict[Place, dict[str, Any]]:
    """These fields of the documents at these places, each in the index behind an alias."""
    found: dict[Place, dict[str, Any]] = {}
    places = list(wanted)
    for start in range(0, len(places), ASKED_AT_ONCE):
        some = places[start : start + ASKED_AT_ONCE]
        docs = [{"_index": wanted[place], "_id": place[1]} for place in some]
        with connection.asking() as client:
            answer = client.mget(
                docs=docs,
                source_includes=list(fields),
                filter_path=["docs.found", "docs._source", "docs.error"],
            )
        for place, doc in zip(some, answer["docs"], strict=True):
            error = doc.get("error")
            if error is None and doc["found"]:
                found[place] = doc["_source"]
            elif error is not None and error.get("type") != "index_not_found_exception":
                raise ElasticAway(
                    f"Elasticsearch at {connection.address} can't look up documents now:"
                    f" {reason(error)}"
                )
    return found


def erased(connection: Connection, names: Names, documents: Iterable[Document]) -> frozenset[str]:
    """Those of the articles the documents stand on that were taken down."""
    articles = {article for each in documents for article in sources_of(each) if article}
    if not articles:
        return frozenset()
    asked = sorted(articles)
    with connection.asking() as client:
        answer = client.mget(
            index=names.takedowns,
            ids=asked,
            source=False,
            filter_path=["docs.found", "docs.error"],
        )
    found = answer["docs"]
    if any("error" in each for each in found):
        raise NotPrepared(f"there is no index {names.takedowns}: {APPLY}")
    return frozenset(one for one, each in zip(asked, found, strict=True) if each["found"])


def _with_an_index(
    names: Names, documents: Sequence[Document]
) -> tuple[list[Document], list[tuple[Document, str]]]:
    good = [each for each in documents if names.has_index(each.id)]
    bad = [each for each in documents if not names.has_index(each.id)]
    return good, [(each, f"{each.id[:40]!r} is no id that begins with a month") for each in bad]


def _write(names: Names, kind: Kind, document: Document) -> Write:
    made = tombstone(document.id, document.version) if document.removed else source(document)
    return Write(names.of(kind, document.id), document.id, document.version, made)
