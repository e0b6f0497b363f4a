"""Changed words of two quotations: marked where the two are alike, whatever they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.console.compare import MAX_COMPARED, changed
from search.console.marks import Piece
from search.text import tokens

WORDS = st.lists(
    st.sampled_from(
        ["talks", "peace", "Ré\u0301union", "naïve", "O’Neill’s", "№5", "𝐯𝐨𝐢𝐝", "İ", "½"]
    ),
    max_size=12,
).map(" ".join)


def marked(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.hit]


def plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_words_that_the_other_has_not_are_marked() -> None:
    before, after = changed("We will never sign the treaty", "We will sign the treaty in May")
    assert marked(before) == ["never"]
    assert marked(after) == ["in May"]


def test_another_form_of_a_word_is_no_change() -> None:
    before, after = changed("They reject the talks today", "They rejected the talks")
    assert marked(before) == ["today"]
    assert marked(after) == []


def test_two_wordings_that_are_not_alike_are_left_unmarked() -> None:
    before, after = changed("We will talk to anybody", "The border stays closed for good")
    assert (marked(before), marked(after)) == ([], [])
    assert (plain(before), plain(after)) == (
        "We will talk to anybody",
        "The border stays closed for good",
    )


@pytest.mark.parametrize(("shared", "is_marked"), [(4, False), (5, True), (6, True)])
def test_half_of_the_words_must_be_the_same(shared: int, is_marked: bool) -> None:
    common = [f"same{'abcdefghij'[n]}" for n in range(shared)]
    old = [*common, *(f"old{'abcdefghij'[n]}" for n in range(10 - shared))]
    new = [*common, *(f"new{'abcdefghij'[n]}" for n in range(10 - shared))]
    before, after = changed(" ".join(old), " ".join(new))
    assert bool(marked(before)) == bool(marked(after)) == is_marked


def test_a_side_without_words_is_shown_as_it_is() -> None:
    assert changed("", "We sign") == ([], [Piece("We sign")])
    assert changed("…!", "We sign") == ([Piece("…!")], [Piece("We sign")])


def test_a_mark_takes_a_letters_accents_with_it() -> None:
    before, after = changed(
        "the cafe\u0301s of the town are shut", "the shops\u0301 of the town are shut"
    )
    assert marked(before) == ["cafe\u0301s"]
    assert marked(after) == ["shops\u0301"]


def test_a_long_quotation_is_compared_up_to_a_whole_word() -> None:
    text = "word " * (MAX_COMPARED // 5 - 1) + "negotiations go on and on"
    before, after = changed(text, text.replace("on and on", "on for ever"))
    assert (plain(before), marked(before)) == (text, [])
    assert marked(after) == []


@given(WORDS, WORDS)
def test_nothing_of_either_text_is_lost_and_only_whole_words_are_marked(old: str, new: str) -> None:
    for text, pieces in zip((old, new), changed(old, new), strict=True):
        assert plain(pieces) == text
        edges = {edge for token in tokens(text) for edge in (token.start, token.end)}
        place = 0
        for piece in pieces:
            if piece.hit:
                assert place in edges
                assert place + len(piece.text) in edges
            place += len(piece.text)


@given(WORDS)
def test_a_text_has_not_changed_against_itself(text: str) -> None:
    before, after = changed(text, text)
    assert marked(before) == marked(after) == []
