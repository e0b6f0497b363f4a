import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.signature import SAME_TEXT, VALUES, same_text, shingles, signature, similarity, values

GOLDEN = (3523656243, 2133642176, 3670198823)
STORY = (
    "The minister said on Tuesday that her country would not return to the table before the last "
    "of the prisoners had been released, and that the mediators had been told so in writing twice."
)


def test_golden_value_so_that_stored_signatures_stay_comparable() -> None:
    assert values(signature("one word after another"))[:3] == GOLDEN
    assert len(base64.b64decode(signature(STORY))) == 4 * VALUES


def test_case_marks_and_white_space_do_not_count() -> None:
    assert signature("“We will go,” he said.") == signature("we WILL   go he\n\nsaid")


def test_compatibility_forms_are_folded() -> None:
    assert signature("the ﬁrst oﬀer") == signature("the first offer")


def test_text_without_words_is_like_nothing_not_even_itself() -> None:
    assert signature("“ ” … ’") == ""
    assert similarity("", "") == 0.0
    assert not same_text("", "")


def test_one_word_is_its_own_shingle() -> None:
    assert shingles("No!") == ["no"]
    assert same_text(signature("No!"), signature("no"))


def test_an_edited_copy_is_the_same_text_and_another_story_is_not() -> None:
    copy = STORY.replace("on Tuesday ", "").replace("her country", "the country")
    other = "Fishermen on the northern coast found the harbour closed again when they came home."
    assert same_text(signature(STORY), signature(copy))
    assert similarity(signature(STORY), signature(other)) < SAME_TEXT / 2


def test_order_of_the_words_counts() -> None:
    words = STORY.split()
    backwards = " ".join(reversed(words))
    assert similarity(signature(STORY), signature(backwards)) < SAME_TEXT


def test_lone_surrogates_are_hashed_too() -> None:
    assert len(values(signature("broken \ud83d pair here"))) == VALUES


@pytest.mark.parametrize("broken", ["AAAA", "not base64!", "Ä"])
def test_something_else_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - binascii.Error is one
        values(broken)


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    one, two = signature(a), signature(b)
    assert similarity(one, two) == similarity(two, one)
    assert 0.0 <= similarity(one, two) <= 1.0


@pytest.mark.parametrize("seed", range(40))
def test_estimate_is_near_the_true_overlap(seed: int) -> None:
    chance = random.Random(seed)
    a, b = (chance.sample(range(400), chance.randint(60, 390)) for _ in range(2))
    text_a = " ".join(f"{n}a {n}b" for n in sorted(a))
    text_b = " ".join(f"{n}a {n}b" for n in sorted(b))
    one, two = set(shingles(text_a)), set(shingles(text_b))
    true = len(one & two) / len(one | two)
    assert abs(similarity(signature(text_a), signature(text_b)) - true) < 0.3
