"""Pages of hits, single documents, and all that matches in one moment of the indices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from elasticsearch import ApiError, NotFoundError

from search.index.cursors import ByDate, ByRelevance, encoded, place_of, skipped
from search.index.documents import moment_of
from search.index.elastic.conditions import Condition, condition, ranked
from search.index.elastic.connection import Connection
from search.index.elastic.lookups import looked_up
from search.index.elastic.names import Names, NoMonth
from search.index.elastic.stored import document_in
from search.index.elastic.timing import searched
from search.index.hits import hit_of
from search.index.protocol import (
    MAX_LIMIT,
    MAX_TOTAL,
    BadCursor,
    Document,
    Kind,
    Order,
    Page,
    SearchTimeout,
)
from search.index.times import microseconds
from search.query import Query, phrases

NEWEST_FIRST: list[dict[str, str]] = [{"at": "desc"}, {"id": "asc"}]
SCANNED_AT_ONCE = 500
SCAN_KEPT = "30m"
"""How long a scan may rest between two documents: its reader's disk or line may be slow."""


def page(
    connection: Connection,
    names: Names,
    kind: Kind,
    query: Query,
    *,
    limit: int,
    after: str | None,
    order: Order,
    seconds: float,
) -> Page:
    """One page of the documents that match."""
    limit = max(1, min(limit, MAX_LIMIT))
    wanted = phrases(query)
    by_relevance = order == "relevance" and bool(wanted)
    asked: dict[str, Any] = {"size": limit + 1, "track_total_hits": MAX_TOTAL + 1}
    if by_relevance:
        asked |= _from(after, limit) | {
            "query": ranked(query, wanted),
            "sort": [{"_score": "desc"}, *NEWEST_FIRST],
        }
    else:
        asked |= _after(after) | {"query": condition(query), "sort": NEWEST_FIRST}
    answer = searched(connection, names.all_of(kind), asked, ["body"], seconds)
    found = [document_in(kind, hit["_source"]) for hit in answer["hits"]["hits"]]
    total = int(answer["hits"]["total"]["value"])
    following: str | None = None
    if len(found) > limit and by_relevance:
        skip = asked["from"] + limit
        following = encoded(ByRelevance(skip)) if skip + limit < MAX_TOTAL else None
    elif len(found) > limit:
        last = found[limit - 1]
        following = encoded(ByDate(microseconds(moment_of(last)), last.id))
    return Page(
        hits=tuple(hit_of(kind, document, wanted) for document in found[:limit]),
        next=following,
        total=min(total, MAX_TOTAL),
        exact=total <= MAX_TOTAL,
    )


def kept(connection: Connection, names: Names, kind: Kind, identifier: str) -> Document | None:
    """The document as of now, or None where there is none or it was removed."""
    try:
        alias = names.of(kind, identifier)
    except NoMonth:
        return None
    with connection.asking() as client:
        try:
            found = client.get(index=alias, id=identifier, source_includes=["removed", "body"])
        except NotFoundError:
            return None
    source = found["_source"]
    return None if source["removed"] else document_in(kind, source)


def kept_of(
    connection: Connection, names: Names, kind: Kind, identifiers: Iterable[str]
) -> list[Document]:
    """Those of these documents that are there, as of now."""
    wanted = {(kind, each): names.of(kind, each) for each in identifiers if names.has_index(each)}
    found = looked_up(connection, wanted, ["removed", "body"]).values()
    return [document_in(kind, source) for source in found if not source["removed"]]


def newest(
    connection: Connection, names: Names, kind: Kind, query: Query, *, limit: int, seconds: float
) -> list[Document]:
    """The newest documents that match, newest first; `MAX_TOTAL` of them at most."""
    asked = {"size": min(limit, MAX_TOTAL), "query": condition(query), "sort": NEWEST_FIRST}
    answer = searched(connection, names.all_of(kind), asked, ["body"], seconds)
    return [document_in(kind, hit["_source"]) for hit in answer["hits"]["hits"]]


def scan(
    connection: Connection, names: Names, kind: Kind, query: Query, seconds: float
) -> Iterator[Document]:
    """All that matches, by id, in one moment of the indices."""
    for source in sources(connection, names.all_of(kind), condition(query), ["body"], seconds):
        yield document_in(kind, source)


def sources(
    connection: Connection,
    index: str,
    query: Condition,
    fields: Sequence[str],
    seconds: float,
) -> Iterator[Mapping[str, Any]]:
    """These fields of all that matches, by id, in one moment of the indices."""
    with connection.asking() as client:
        try:
            moment = client.open_point_in_time(
                index=index, keep_alive=SCAN_KEPT, ignore_unavailable=True
            )["id"]
        except NotFoundError:
            return
    try:
        place: list[Any] | None = None
        while True:
            asked: dict[str, Any] = {
                "size": SCANNED_AT_ONCE,
                "query": query,
                "sort": [{"id": "asc"}],
                "pit": {"id": moment, "keep_alive": SCAN_KEPT},
                "track_total_hits": False,
            }
            if place is not None:
                asked["search_after"] = place
            answer = searched(connection, None, asked, fields, seconds)
            moment = answer["pit_id"]
            hits = answer["hits"]["hits"]
            for hit in hits:
                yield hit["_source"]
            if len(hits) < SCANNED_AT_ONCE:
                return
            place = hits[-1]["sort"]
    except NotFoundError as error:
        raise SearchTimeout(
            f"what was found is let go: it was not read for {SCAN_KEPT}, or its indices were moved:"
            " begin again"
        ) from error
    finally:
        with suppress(ApiError), connection.asking() as client:
            client.close_point_in_time(id=moment)


def _from(after: str | None, limit: int) -> dict[str, int]:
    skip = skipped(after)
    if not 0 <= skip < MAX_TOTAL - limit:
        raise BadCursor("this cursor is of no page: begin at the first one")
    return {"from": skip}


def _after(after: str | None) -> dict[str, Any]:
    place = place_of(after)
    return {} if place is None else {"search_after": [place.at, place.id]}
