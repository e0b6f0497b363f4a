"""Left-overs of markup are blanked out for reading, and the text keeps its length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.syntax.leftovers import without_markup


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>She left.</p>", "   She left.    "),
        ("one<br/>two", "one     two"),
        ('<a href="x">her</a>', "            her    "),
        ("<!-- ad -->Rain", "           Rain"),
        ("&ldquo;No&rdquo;", "      “No”      "),
        ("5 &amp; 6", "5 &     6"),
        ("&#8220;No&#x201D;", "      “No”       "),
        ("a &nbsp; b", "a \xa0      b"),
        ("a < b and c > d", "a < b and c > d"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("&bogus; &fjlig;", "&bogus; &fjlig;"),
        ("a <b\n> c", "a <b\n> c"),
        ("plain", "plain"),
    ],
)
def test_tags_become_spaces_and_entities_their_character(text: str, read: str) -> None:
    assert without_markup(text) == read


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<p>", "&", ";", "&quot;", "&#", "x41;", "a", "\n", "“", "<!--"]
        ),
        max_size=40,
    )
)
def test_any_text_keeps_its_length_and_its_lines(parts: list[str]) -> None:
    text = "".join(parts)
    read = without_markup(text)
    assert len(read) == len(text)
    assert [i for i, c in enumerate(read) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
