"""Counts per field and day, of everything or of a search's newest hits, and where parties stand."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from search.index.documents import FACETS
from search.index.elastic.conditions import Condition, condition
from search.index.elastic.connection import Connection
from search.index.elastic.names import Names
from search.index.elastic.reading import NEWEST_FIRST
from search.index.elastic.timing import searched
from search.index.protocol import MAX_COUNTED, MAX_FACETS, Counted, Kind, Standing
from search.index.times import date_of, moment
from search.query import EVERYTHING, Query

PER_SHARD = 10_000
"""Values that each index reports of one field. What is rarer than so many others in a month could
be missed in the sum of the months; it is then asked for by name."""

CANDIDATES = 4 * MAX_FACETS


def count(connection: Connection, names: Names, kind: Kind, query: Query, seconds: float) -> int:
    """How many match, exactly."""
    asked = {"size": 0, "query": condition(query), "track_total_hits": True}
    answer = searched(connection, names.all_of(kind), asked, False, seconds)
    return int(answer["hits"]["total"]["value"])


def counted(
    connection: Connection, names: Names, kind: Kind, query: Query, seconds: float
) -> Counted:
    """Counts of what matches; of the newest `MAX_COUNTED` where more does."""
    index, wanted, exact = names.all_of(kind), condition(query), True
    if query != EVERYTHING:
        last = _last_counted(connection, index, wanted, seconds)
        if last is not None:
            wanted, exact = {"bool": {"filter": [wanted, _not_after(*last)]}}, False
    asked = {"size": 0, "query": wanted, "track_total_hits": True, "aggs": _aggregations()}
    answer = searched(connection, index, asked, False, seconds)
    found = answer.get("aggregations")
    if found is None:
        return Counted(facets={}, days=[], number=0)
    facets = {name: _values(found[name]) for name in FACETS if found[name]["buckets"]}
    vague = [name for name in facets if found[name]["doc_count_error_upper_bound"] > 0]
    if vague:
        facets |= _by_name(connection, index, wanted, {n: facets[n] for n in vague}, seconds)
    return Counted(
        facets={name: values[:MAX_FACETS] for name, values in facets.items()},
        days=[(date_of(int(each["key"])), each["doc_count"]) for each in found["day"]["buckets"]],
        number=int(answer["hits"]["total"]["value"]),
        exact=exact,
    )


def standings(connection: Connection, names: Names, seconds: float) -> list[Standing]:
    """See `Index.standings`: read from the facets of the newest statements."""
    fields = ("at", "id", "facets.party", "facets.issue", "facets.stance")
    asked = {
        "size": MAX_COUNTED,
        "query": condition(EVERYTHING),
        "sort": NEWEST_FIRST,
        "docvalue_fields": list(fields),
        "track_total_hits": False,
    }
    answer = searched(connection, names.all_of("statement"), asked, False, seconds)
    newest: dict[tuple[str, str], tuple[int, str, str]] = {}
    for hit in answer["hits"]["hits"]:
        at, ids, parties, issues, stances = (hit["fields"].get(name, []) for name in fields)
        for party, issue, stance in product(parties, issues, stances):
            place, said = (party, issue), (at[0], ids[0], stance)
            newest[place] = max(newest.get(place, said), said)
    return sorted(
        (
            Standing(party, issue, int(stance), moment(at))
            for (party, issue), (at, _, stance) in newest.items()
        ),
        key=lambda each: (each.party, each.issue),
    )


def _last_counted(
    connection: Connection, index: str, wanted: Condition, seconds: float
) -> tuple[int, str] | None:
    """Time and id of the oldest hit that is counted; None where all are."""
    asked = {
        "from": MAX_COUNTED - 1,
        "size": 2,
        "query": wanted,
        "sort": NEWEST_FIRST,
        "track_total_hits": False,
    }
    hits = searched(connection, index, asked, False, seconds)["hits"]["hits"]
    if len(hits) < 2:
        return None
    at, identifier = hits[0]["sort"]
    return at, identifier


def _not_after(at: int, identifier: str) -> Condition:
    """What comes no later than this hit in the order of the newest first."""
    same = [{"term": {"at": at}}, {"range": {"id": {"lte": identifier}}}]
    either = [{"range": {"at": {"gt": at}}}, {"bool": {"filter": same}}]
    return {"bool": {"should": either, "minimum_should_match": 1}}


def _aggregations() -> dict[str, Any]:
    days = {"histogram": {"field": "day", "interval": 1, "min_doc_count": 1}}
    return {"day": days} | {name: _most_frequent(name) for name in FACETS}


def _most_frequent(name: str, values: Sequence[str] | None = None) -> dict[str, Any]:
    given: dict[str, Any] = {"field": f"facets.{name}", "size": CANDIDATES, "shard_size": PER_SHARD}
    if values is not None:
        given["include"] = list(values)
    return {"terms": given | {"order": [{"_count": "desc"}, {"_key": "asc"}]}}


def _values(found: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(each["key"], each["doc_count"]) for each in found["buckets"]]


def _by_name(
    connection: Connection,
    index: str,
    wanted: Condition,
    candidates: Mapping[str, Sequence[tuple[str, int]]],
    seconds: float,
) -> dict[str, list[tuple[str, int]]]:
    """Exact counts of the most frequent values, which every index is asked for."""
    asked = {
        "size": 0,
        "query": wanted,
        "aggs": {
            name: _most_frequent(name, [value for value, _ in values])
            for name, values in candidates.items()
        },
    }
    found = searched(connection, index, asked, False, seconds)["aggregations"]
    return {name: _values(found[name]) for name in candidates}
