"""Paragraphs: where they begin and end, datelines, and how overlong ones are cut."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.syntax.paragraphs import dateline_length, paragraphs, pieces


def texts(text: str) -> list[str]:
    return [text[a:b] for a, b in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\nTwo.\n \n\t\nThree.") == ["One.", "Two.", "Three."]


def test_a_single_break_parts_paragraphs_of_uneven_length() -> None:
    assert texts("10:15 A bell rang.\n10:20 The doors opened and everybody went in at once.") == [
        "10:15 A bell rang.",
        "10:20 The doors opened and everybody went in at once.",
    ]


def test_lines_wrapped_by_an_editor_stay_one_paragraph() -> None:
    wrapped = (
        "The delegation arrived in the city on a morning train and went\n"
        "straight to the hall, where the mediators had been waiting since\n"
        "six o'clock."
    )
    assert texts(wrapped) == [wrapped]


def test_lines_that_end_sentences_are_paragraphs_even_at_wrapping_length() -> None:
    text = (
        "The minister spoke to reporters for almost an hour on Monday.\n"
        "The opposition said it had heard all of it on another Monday.\n"
        "Nobody took the last train home."
    )
    assert len(texts(text)) == 3


@pytest.mark.parametrize("break_", ["\r\n\r\n", "\u2028\u2028", "\u2029\u2029", "\r\r"])
def test_every_kind_of_line_break(break_: str) -> None:
    assert texts(f"One.{break_}Two.") == ["One.", "Two."]


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u00a0\n\n\u00a0", "\r\n"])
def test_nothing_gives_nothing(empty: str) -> None:
    assert paragraphs(empty) == []


@given(st.text(alphabet="ab .\n\r\t\u2028\u00a0é😀", max_size=200))
def test_paragraphs_hold_every_character_that_is_no_space_in_order(text: str) -> None:
    spans = paragraphs(text)
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert "".join("".join(texts(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        ("GENEVA, March 2 (Agency) - The talks", "The talks"),
        ("BRASÍLIA – A minister", "A minister"),
        ("SÃO PAULO, May 7 (X Y) -- Brazil", "Brazil"),
        ("KYIV, Ukraine — “No,” he said", "“No,” he said"),
        ("LONDON (Agency) - Shares", "Shares"),
    ],
)
def test_datelines_stand_apart(paragraph: str, rest: str) -> None:
    assert paragraph[dateline_length(paragraph) :] == rest


@pytest.mark.parametrize(
    "paragraph", ["The EU — which has", "UN - the body", "COVID-19 is", "He said - no", "NATO", ""]
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert dateline_length(paragraph) == 0


def test_pieces_are_cut_after_a_sentence() -> None:
    text = "A first one. " * 5
    assert next(text[a:b] for a, b in pieces(text, 0, len(text), longest=30)) == "A first one. " * 2


def test_pieces_without_sentences_are_cut_at_a_space_and_without_spaces_anywhere() -> None:
    assert pieces("abcd efgh ijkl", 0, 14, longest=6) == [(0, 5), (5, 10), (10, 14)]
    assert pieces("abcdefgh", 0, 8, longest=3) == [(0, 3), (3, 6), (6, 8)]


@given(st.text(alphabet="ab. \n", max_size=120), st.integers(1, 40))
def test_pieces_join_without_gap_and_none_is_too_long(text: str, longest: int) -> None:
    found = pieces(text, 0, len(text), longest)
    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= longest for a, b in found)
