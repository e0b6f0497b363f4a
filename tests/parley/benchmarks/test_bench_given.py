"""The articles of the cluster's measurements: others than each other, and of this moment."""

from itertools import combinations

from parley.benchmarks.cluster.given import MARK, distinct, repeated
from parley.benchmarks.texts import articles_of
from runtime.signature import same_text
from search.text import tokens
from tests.fakes.clock import START
from tests.fakes.program import Program


def test_repeated_texts_are_no_copies_of_each_other() -> None:
    few = articles_of(None, START)[:2]
    many = list(distinct(few, 9, START))
    assert len({each.id for each in many}) == 9
    assert not any(same_text(a.signature, b.signature) for a, b in combinations(many, 2))
    for each in many:
        assert each.published_at == each.first_seen_at == each.fetched_at == START
        assert each.published_trusted
        assert MARK in {token.text for token in tokens(each.text)}


def test_repeated_texts_have_names_of_their_own() -> None:
    few = articles_of(None, START)[:2]
    many = list(repeated(few, 5, START))
    assert len({each.id for each in many}) == 5
    assert [each.text for each in many] == [few[turn % 2].text for turn in range(5)]


def test_a_part_that_there_is_not_is_wrong_usage(program: Program) -> None:
    said = program.run(
        *("bench", "pipeline", "--part", "speed"), status=2, PARLEY_SHELL="cluster"
    ).stderr
    assert "publishing" in said
