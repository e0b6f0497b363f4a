"""A query's tree as a condition in Elasticsearch's query language. Pure.

"Not" is first carried down to the leaves, so that conditions nest no deeper than the parentheses
of the query: Elasticsearch refuses more than thirty levels.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from search.index.times import microseconds
from search.query import (
    After,
    And,
    Before,
    Everything,
    Keyword,
    Mention,
    Not,
    Or,
    Query,
    Stance,
    Words,
)

Condition = dict[str, Any]

LIVING: Condition = {"term": {"removed": False}}
"""Removed documents leave only their version."""


def condition(query: Query) -> Condition:
    """What holds for exactly the living documents that match; nothing is scored."""
    return {"bool": {"filter": [LIVING, *_parts(query)]}}


def ranked(query: Query, phrases: Iterable[tuple[str, ...]]) -> Condition:
    """The same, scored by how well the phrases stand in the words."""
    scored = [_phrase("words", phrase) for phrase in phrases]
    return {"bool": {"filter": [LIVING, *_parts(query)], "should": scored}}


def opposite(query: Query) -> Query:
    """What holds where the query does not (De Morgan)."""
    match query:
        case Not(part):
            return part
        case And(parts):
            return Or(tuple(opposite(part) for part in parts))
        case Or(parts):
            return And(tuple(opposite(part) for part in parts))
        case _:
            return Not(query)


def settled(query: Query) -> Query:
    """The same query with no "not" before anything but a leaf at its top."""
    while isinstance(query, Not) and isinstance(query.part, And | Or | Not):
        query = opposite(query.part)
    return query


def _parts(query: Query) -> list[Condition]:
    return [] if isinstance(query, Everything) else [_condition(query)]


def _condition(query: Query) -> Condition:
    query = settled(query)
    match query:
        case Everything():
            return {"match_all": {}}
        case Words(stems):
            return _phrase("words", stems)
        case Mention(name, stems):
            return _phrase(name, stems)
        case Keyword(name, key):
            return {"term": {"keywords": f"{name}:{key}"}}
        case Stance(values):
            return {"terms": {"keywords": [f"stance:{value}" for value in values]}}
        case After(moment):
            return {"range": {"at": {"gte": microseconds(moment)}}}
        case Before(moment):
            return {"range": {"at": {"lt": microseconds(moment)}}}
        case Not(part):
            return {"bool": {"must_not": [_condition(part)]}}
        case And(parts):
            return _all([settled(part) for part in parts])
        case Or(parts):
            should = [_condition(part) for part in parts]
            return {"bool": {"should": should, "minimum_should_match": 1}}


def _all(parts: Sequence[Query]) -> Condition:
    """One level for what is wanted and what is ruled out."""
    wanted = [_condition(part) for part in parts if not isinstance(part, Not)]
    unwanted = [_condition(part.part) for part in parts if isinstance(part, Not)]
    return {"bool": {"filter": wanted, "must_not": unwanted}}


def _phrase(field: str, stems: Sequence[str]) -> Condition:
    if len(stems) == 1:
        return {"term": {field: stems[0]}}
    return {"match_phrase": {field: " ".join(stems)}}
