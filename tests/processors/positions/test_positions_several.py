"""Who "they" and "both sides" are, and which names a text joins."""

from dataclasses import dataclass

import pytest

from processors.positions.several import joined, means_several, meant
from tests.fakes.parsed import root_of, word_of


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    party: str


def places(text: str, *names: str) -> list[Place]:
    return [Place(text.index(n), text.index(n) + len(n), n) for n in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A and B agree.", ("A", "B")),
        ("A and the B agree.", ("A", "B")),
        ("A, B and C agree.", ("A", "B", "C")),
        ("A, B, as well as C agree.", ("A", "B", "C")),
        ("A. and B agree.", ("A", "B")),
        ("A, B agree with C.", ("A",)),
        ("A and B, C sings.", ("A", "B")),
        ("A or B agree.", ("A",)),
        ("A Ana Ruiz and B Jan de Wit agree.", ("A", "B")),
        ("A Ana Ruiz sings and B agree.", ("A",)),
    ],
)
def test_names_are_joined_by_and(text: str, expected: tuple[str, ...]) -> None:
    named = places(text, *[n for n in "ABC" if n in text])
    assert joined(text, named) == expected


def test_offsets_may_be_those_of_an_article() -> None:
    named = [Place(100, 101, "A"), Place(106, 107, "B")]
    assert joined("A and B agree.", named, 100) == ("A", "B")


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("They agree.", True),
        ("Both agree.", True),
        ("Both countries agree.", True),
        ("The two sides agree.", True),
        ("The delegations agree.", True),
        ("The five sides agree.", False),
        ("Rich countries agree.", False),
        ("Countries agree.", False),
        ("The parties of the north agree.", True),
        ("The northern trade parties agree.", False),
        ("It agrees.", False),
        ("The country agrees.", False),
    ],
)
def test_words_that_point_back_to_several(text: str, several: bool) -> None:
    subject = next(c for c in root_of(text).children if c.dep_ == "nsubj")
    assert means_several(subject) is several


def test_the_last_who_acted_together_are_meant() -> None:
    they = word_of("They agree.", "They")
    assert meant(they, {}, [("A", "B"), ("C", "D"), ("E",)], ()) == ("C", "D")


def test_two_that_were_named_are_both_sides_and_not_they() -> None:
    both = word_of("Both countries agree.", "countries")
    assert meant(both, {}, [("A",)], ("A", "B")) == ("A", "B")
    assert meant(both, {}, [], ("A", "B", "C")) == ()
    assert meant(word_of("They agree.", "They"), {}, [("A",)], ("A", "B")) == ()


def test_two_of_the_same_sentence_go_before_the_sentence_before() -> None:
    text = "After talks in Norland and Sudland both sides agree."
    sides = word_of(text, "sides")
    named = {word_of(text, "Norland").i: "A", word_of(text, "Sudland").i: "B", sides.i + 1: "C"}
    assert meant(sides, named, [], ("X", "Y")) == ("A", "B")
