"""What the indices have at certain places, as of now and not as of the last refresh."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.index.documents import articles_of
from search.index.elastic.connection import Connection
from search.index.elastic.errors import ElasticAway, NotPrepared, reason
from search.index.elastic.months import APPLY
from search.index.elastic.names import Names
from search.index.elastic.planning import Kept, Place
from search.index.protocol import Document

ASKED_AT_ONCE = 1_000


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
            if _is_found(connection, doc):
                found[place] = doc["_source"]
    return found


def erased(connection: Connection, names: Names, documents: Iterable[Document]) -> frozenset[str]:
    """Those of the articles the documents stand on that were taken down."""
    articles = {article for each in documents for article in articles_of(each) if article}
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
    if any(_has_no_index(each) for each in found):
        raise NotPrepared(f"there is no index {names.takedowns}: {APPLY}")
    looked = zip(asked, found, strict=True)
    return frozenset(one for one, each in looked if _is_found(connection, each))


def _is_found(connection: Connection, answer: Mapping[str, Any]) -> bool:
    """Whether there is such a document. Raises `ElasticAway` where nobody can know now.

    So it is while a server that was started anew has not opened all its indices.
    """
    if "error" not in answer or _has_no_index(answer):
        return bool(answer.get("found"))
    raise ElasticAway(
        f"Elasticsearch at {connection.address} can't look up documents now:"
        f" {reason(answer['error'])}"
    )


def _has_no_index(answer: Mapping[str, Any]) -> bool:
    return bool(answer.get("error", {}).get("type") == "index_not_found_exception")
