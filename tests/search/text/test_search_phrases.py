"""Places of phrases in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import find_phrases, terms, tokens
from search.text.phrases import MAX_TEXT

TEXT = "The cease-fire: a cease fire held; fires cease, “cease”. Fire!"


def marked(text: str, *phrases: str, limit: int = 200) -> list[str]:
    spans = find_phrases(text, [tuple(terms(phrase)) for phrase in phrases], limit)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (["cease fire"], ["cease-fire", "cease fire", "cease”. Fire"]),
        (["fire"], ["fire", "fire", "fires", "Fire"]),
        (["cease", "cease fire"], ["cease-fire", "cease fire", "cease", "cease”. Fire"]),
        (["a cease", "cease fire"], ["cease-fire", "a cease fire", "cease”. Fire"]),
        (["fire cease"], ["fires cease"]),
        (["fire truck"], []),
        (["", "—"], []),
        ([], []),
    ],
)
def test_places_of_phrases(phrases: list[str], expected: list[str]) -> None:
    assert marked(TEXT, *phrases) == expected


def test_no_more_than_the_limit() -> None:
    assert marked("war " * 50, "war", limit=3) == ["war"] * 3
    assert find_phrases("war " * 50, [("war",)], 50)[-1] == (196, 199)


def test_a_very_long_text_is_marked_at_its_beginning() -> None:
    text = "war " + "x " * MAX_TEXT + "war"
    assert marked(text, "war") == ["war"]


WORDS = st.lists(st.sampled_from(["war", "wars", "Peace", "talk", "½"]), max_size=12)


@given(WORDS, st.lists(st.sampled_from(["war", "peace talk", "talk", "war war"]), max_size=3))
def test_each_place_is_made_of_phrases_and_none_is_left_out(
    words: list[str], phrases: list[str]
) -> None:
    text = " ".join(words)
    wanted = [tuple(terms(phrase)) for phrase in phrases]
    spans = find_phrases(text, wanted)
    assert list(spans) == sorted(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    found = tokens(text)
    inside = {
        position
        for position in range(len(found))
        for phrase in wanted
        for start in range(max(0, position - len(phrase) + 1), position + 1)
        if tuple(token.text for token in found[start : start + len(phrase)]) == phrase
    }
    assert inside == {
        position
        for position, token in enumerate(found)
        if any(start <= token.start and token.end <= end for start, end in spans)
    }
