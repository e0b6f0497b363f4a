"""The clause after the turn is what counts."""

import pytest

from processors.positions.leading import leading_clause
from processors.positions.turns import TURN, YIELDED, is_turn, turned
from tests.fakes.parsed import doc_of, word_of


@pytest.mark.parametrize(
    ("text", "head", "turn"),
    [
        ("The dam is old, but we will repair it.", "repair", True),
        ("The dam is old. Even so, we will repair it.", "repair", True),
        ("The dam is old. “Yet we will repair it.”", "repair", True),
        ("The dam is old and we will repair it.", "repair", False),
        ("The dam is old, but we will repair it.", "is", False),
    ],
)
def test_a_clause_that_turns(text: str, head: str, *, turn: bool) -> None:
    assert is_turn(word_of(text, head)) is turn


def test_the_turn_gains_and_what_yields_to_it_loses() -> None:
    text = "The dam is old, but we will repair it."
    assert turned(0.5, word_of(text, "repair"), 1) == 0.5 + TURN
    assert turned(0.5, word_of(text, "repair"), 0) == 0.5
    assert turned(0.5, word_of(text, "is"), -1) == 0.5 * YIELDED


def test_the_turn_leads() -> None:
    for text, value in (
        ("We condemn the raid, but we will attend the talks.", 2),
        ("We welcome the plan, but we reject the map.", -2),
    ):
        found = leading_clause(list(doc_of(text)), None, False, None)
        assert found is not None
        assert found[0].value == value
