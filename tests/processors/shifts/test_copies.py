"""Texts grouped by nearly equal words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.shifts.copies import FEW, Copies
from runtime.signature import same_text, signature

WORDS = [f"word{number}" for number in range(40)]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def test_no_texts_are_no_groups() -> None:
    assert Copies().groups([]) == []


def test_a_copy_belongs_to_the_first() -> None:
    text = "Ruritania will not return to the table before the river has been opened to its boats"
    copy = text.replace("boats", "barges")
    other = "the finance minister of Borduria presented a budget of nine hundred pages on Monday"
    assert Copies().groups([signature(t) for t in (other, text, copy, text)]) == [0, 1, 1, 1]


def test_texts_without_words_are_like_nothing() -> None:
    assert Copies().groups(["", signature("one two three"), ""]) == [0, 1, 2]


def test_a_refused_pair_stays_apart_and_may_find_another() -> None:
    same = signature("one two three four")
    assert Copies().groups([same, same, same], lambda first, new: first == 1) == [0, 1, 1]


def test_another_kind_of_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="64 values"):
        Copies().groups(["AAAA", "AAAA"])


@given(st.lists(TEXTS, max_size=25))
def test_every_group_is_of_texts_like_its_first(texts: list[str]) -> None:
    signatures = [signature(text) for text in texts]
    for new, first in enumerate(Copies().groups(signatures)):
        assert first <= new
        assert first == new or same_text(signatures[first], signatures[new])


def test_no_pair_is_missed_among_a_thousand() -> None:
    chance = random.Random(7)
    texts = [" ".join(chance.choices(WORDS, k=30)) for _ in range(500)]
    edited = []
    for text in texts:
        words = text.split()
        words[3] = words[20] = "changed"
        edited.append(" ".join(words))
    signatures = [signature(text) for text in [*texts, *edited]]
    alike = [same_text(a, b) for a, b in zip(signatures[:500], signatures[500:], strict=True)]
    found = Copies().groups(signatures)
    missed = sum(yes and found[500 + n] != n for n, yes in enumerate(alike))
    assert sum(alike) > 400
    assert missed == 0


@given(st.lists(st.tuples(st.lists(TEXTS, max_size=6), st.integers(0, 30)), max_size=8))
def test_a_list_that_changes_is_grouped_as_if_it_were_new(
    steps: list[tuple[list[str], int]],
) -> None:
    """Each step keeps some of the texts from the beginning and goes on with others."""
    copies, signatures = Copies(), list[str]()
    for more, kept in steps:
        keep = min(kept, len(signatures))
        signatures = [*signatures[:keep], *(signature(text) for text in more)]
        assert copies.groups(signatures, keep=keep) == Copies().groups(signatures)


def test_one_by_one_is_as_all_at_once() -> None:
    """Each text is its neighbour with a word changed: like some of those before, not the first."""
    chance = random.Random(3)
    words = chance.choices(WORDS, k=14)
    signatures = []
    for number in range(3 * FEW):
        words[number % 14] = f"new{number}"
        signatures.append(signature(" ".join(words)))
    copies = Copies()
    for number in range(len(signatures)):
        found = copies.groups(signatures[: number + 1], keep=number)
    assert found == Copies().groups(signatures)
    assert 5 < len(set(found)) < len(found)
