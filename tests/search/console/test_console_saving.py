"""Words and filters of a search page, as one line of the query language: it finds the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from search.console.asking import asked
from search.console.saving import as_query
from search.query import EVERYTHING, And, Not, Or, Query, QueryError, parse

WORDS = st.sampled_from(
    [
        "river",
        '"no talks"',
        "-dam",
        "NOT dam",
        "party:Ruritania",
        "(a OR b)",
        "OR",
        "AND",
        "the dam",
    ]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
FILTERS = st.lists(
    st.sampled_from(
        [
            ("party", "United States"),
            ("party", 'the "Free" State'),
            ("party", "(Hamas)"),
            ("issue", "talks"),
            ("stance", "-2"),
            ("speaker", "prime minister"),
            ("after", "2026-05-01"),
            ("before", "2026-05-04T10:00:00+02:00"),
            ("outlet", "Le “Monde”"),
        ]
    ),
    max_size=4,
)


def flat(query: Query) -> Query:
    """The same tree with no And inside an And, so that only the meaning counts."""
    match query:
        case And(parts):
            found = [flat(each) for each in parts]
            return And(
                tuple(
                    p for each in found for p in (each.parts if isinstance(each, And) else [each])
                )
            )
        case Or(parts):
            return Or(tuple(flat(each) for each in parts))
        case Not(part):
            return Not(flat(part))
        case _:
            return query


@given(TEXTS, FILTERS)
def test_it_finds_the_same(text: str, filters: list[tuple[str, str]]) -> None:
    try:
        question = asked(QueryParams([("q", text), *filters]), "statement")
    except QueryError:
        return
    if question.query == EVERYTHING:
        assert parse(as_query(question), "statement") == EVERYTHING
    else:
        assert flat(parse(as_query(question), "statement")) == flat(question.query)


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", ""),
        ("q=river", "river"),
        ("q=river&party=Ruritania", 'river party:"Ruritania"'),
        ("q=a+OR+b&issue=talks", '(a OR b) issue:"talks"'),
        ("q=a+or+b", "a or b"),
    ],
)
def test_it_reads_as_a_person_would_write_it(address: str, query: str) -> None:
    assert as_query(asked(QueryParams(address), "statement")) == query
