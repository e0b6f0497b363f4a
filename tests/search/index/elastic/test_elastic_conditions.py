"""Queries as conditions: their form, and how deep they nest."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from search.index.elastic.conditions import LIVING, condition, opposite, ranked, settled
from search.index.times import microseconds
from search.query import And, Not, Or, Query, parse
from search.query.brackets import MAX_DEPTH
from tests.contract.index_model import QUERIES, STATEMENTS
from tests.fakes.index import matches
from wire import Statement

DEEPEST = 30
"""Levels that Elasticsearch takes (`indices.query.bool.max_nested_depth`)."""


def inner(query: str) -> Any:
    """The condition without what is said of every search."""
    living, *rest = condition(parse(query))["bool"]["filter"]
    assert living == LIVING
    return rest


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("talks", [{"term": {"words": "talk"}}]),
        ('"open river"', [{"match_phrase": {"words": "open river"}}]),
        ('speaker:"foreign minister"', [{"match_phrase": {"speaker": "foreign minist"}}]),
        ('party:"Grand Fenwick"', [{"term": {"keywords": "party:grand_fenwick"}}]),
        ("stance:<0", [{"terms": {"keywords": ["stance:-2", "stance:-1"]}}]),
        ("-talks", [{"bool": {"must_not": [{"term": {"words": "talk"}}]}}]),
        (
            "talks -river",
            [
                {
                    "bool": {
                        "filter": [{"term": {"words": "talk"}}],
                        "must_not": [{"term": {"words": "river"}}],
                    }
                }
            ],
        ),
        (
            "-(talks OR river)",
            [
                {
                    "bool": {
                        "filter": [],
                        "must_not": [{"term": {"words": "talk"}}, {"term": {"words": "river"}}],
                    }
                }
            ],
        ),
    ],
)
def test_the_form_of_a_condition(query: str, expected: list[object]) -> None:
    assert inner(query) == expected


def test_times_are_whole_microseconds() -> None:
    (found,) = inner("after:2026-05-06")
    moment = parse("after:2026-05-06")
    assert found == {"range": {"at": {"gte": microseconds(moment.moment)}}}  # type: ignore[union-attr]


def test_a_ranked_search_finds_the_same_and_scores_the_phrases() -> None:
    query = parse("talks -river")
    plain, scored = condition(query)["bool"], ranked(query, [("talk",)])["bool"]
    assert scored["filter"] == plain["filter"]
    assert scored["should"] == [{"term": {"words": "talk"}}]


def test_the_deepest_query_nests_less_than_the_server_takes() -> None:
    deep = "river"
    for level in range(MAX_DEPTH):
        joined = "OR" if level % 2 else ""
        deep = f"NOT (talks {joined} {deep})" if level % 3 else f"(talks {joined} {deep})"
    assert depth(condition(parse(deep))) <= DEEPEST


@given(QUERIES, STATEMENTS)
def test_the_opposite_matches_what_the_query_does_not(query: Query, said: Statement) -> None:
    assert matches(opposite(query), said) is not matches(query, said)
    found = settled(Not(query))
    assert matches(found, said) is not matches(query, said)
    assert not (isinstance(found, Not) and isinstance(found.part, And | Or | Not))


def depth(value: Any) -> int:
    """How many conditions of kind "bool" lie inside each other."""
    return max((deepest for deepest in _depths(value, 0)), default=0)


def _depths(value: Any, above: int) -> Iterator[int]:
    if isinstance(value, dict):
        for name, inside in value.items():
            here = above + (name == "bool")
            yield here
            yield from _depths(inside, here)
    elif isinstance(value, list):
        for each in value:
            yield from _depths(each, above)
