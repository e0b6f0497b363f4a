"""Sentences made of predicates: what they say, and the grammar they are made by."""

from random import Random

import pytest

from processors.learning.templates import (
    Grammar,
    grammar,
    moves,
    read_moves,
)
from wire.vocabulary import MOVES

MOVES_TEXT = """
# a comment
[ASSAULT]
{shelled|bombed} T
troops of S entered T
"""


def small() -> Grammar:
    """A grammar of two lines."""
    return read_moves(MOVES_TEXT)


def test_the_shipped_grammar_has_every_code() -> None:
    assert set(grammar()) == set(MOVES)
    assert all(len(lines) > 20 for lines in grammar().values())


def test_every_sentence_marks_its_actors() -> None:
    chance = Random(3)
    for example in moves(chance, 2):
        assert example.holder is not None
        start, end = example.holder
        assert example.text[start:end].strip() == example.text[start:end] != ""
        if example.other:
            assert example.other[1] <= start or end <= example.other[0]
        assert not set("{}<>|") & set(example.text), example.text
        assert example.text.endswith(".")


def test_the_same_chance_gives_the_same_sentences() -> None:
    assert list(moves(Random(5), 2)) == list(moves(Random(5), 2))
    assert list(moves(Random(5), 2)) != list(moves(Random(6), 2))


def test_a_code_comes_with_each_predicate() -> None:
    found = list(moves(Random(1), 9, small()))
    assert {e.move for e in found} == {"ASSAULT"}
    assert any("shelled" in e.text for e in found)
    assert any("bombed" in e.text for e in found)
    assert any(e.text.split(" of ")[0].endswith("roops") for e in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fed T", "line 1"),
        ("[AID]\nfed {T", "line 2"),
        ("[AID]\n\nfed them", "line 3"),
    ],
)
def test_a_predicate_that_cannot_be_read_is_named(text: str, line: str) -> None:
    with pytest.raises(ValueError, match=line):
        read_moves(text)
