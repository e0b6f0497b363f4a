"""Quotation marks: every style, apostrophes, unbalanced and nested marks."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.syntax import quotation_marks, quoted_regions


def quoted(text: str) -> list[str]:
    return [text[r.start : r.end] for r in quoted_regions(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"No," she said. "Never."', ["No,", "Never."]),
        ("“No,” she said. “Never.”", ["No,", "Never."]),
        ("‘No,’ she said. ‘Never.’", ["No,", "Never."]),
        ("'No,' she said. 'Never.'", ["No,", "Never."]),
        ("``No,'' she said.", ["No,"]),
        ("«No», she said.", ["No"]),
        ("„No,” she said.", ["No,"]),
        ("He called it ‘a farce’ and left.", ["a farce"]),
        ("(“No”) [‘never’]", ["No", "never"]),
    ],
)
def test_styles_of_marks(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


@pytest.mark.parametrize(
    "text",
    [
        "The rebels’ demand isn’t new, the minister’s aides say.",
        "The rebels' demand isn't new, O'Neil's aides say.",
        "It was in the ’90s, or the '90s; ‘til then, rock 'n' roll.",
        "A 6' 2\" man",
        "no marks at all",
        "",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_possessives_inside_single_marks() -> None:
    assert quoted("‘The rebels’ demand is absurd,’ he said. ‘It isn’t O’Neil’s.’") == [
        "The rebels’ demand is absurd,",
        "It isn’t O’Neil’s.",
    ]


def test_marks_inside_marks_stay_inside() -> None:
    assert quoted("“He told me ‘never’ twice,” she said.") == ["He told me ‘never’ twice,"]
    assert quoted("‘He told me “never” twice,’ she said.") == ["He told me “never” twice,"]
    assert quoted('"He told me "never" twice," she said.') == ['He told me "never" twice,']


def test_an_open_quotation_ends_with_the_paragraph() -> None:
    (region,) = quoted_regions("“It goes on in the next paragraph.")
    assert not region.closed
    assert (region.start, region.end) == (1, 34)


def test_an_unclosed_straight_mark_does_not_swallow_the_next_quotation() -> None:
    assert quoted('"We are done, he said. "We go home," she said.')[0].startswith("We are done")


def test_a_closing_mark_typed_the_wrong_way_round_still_closes() -> None:
    assert quoted("“We could lose,“ said Mr Other.") == ["We could lose,"]


def test_single_marks_are_told_from_double_ones() -> None:
    assert [r.single for r in quoted_regions("‘No,’ she said. “Yes.”")] == [True, False]


def test_only_the_given_part_is_read() -> None:
    text = '"One." "Two."'
    assert [text[r.start : r.end] for r in quoted_regions(text, 7)] == ["Two."]


@pytest.mark.parametrize("text", ['"', "“", "”", '""', '"""', "''", "``", "“”“”", "'", "‘", "»«"])
def test_marks_alone(text: str) -> None:
    assert all(r.start < r.end for r in quoted_regions(text))


@given(st.text(alphabet="ab ,.“”‘’'\"`«» é", max_size=80))
def test_regions_are_ordered_inside_the_text_and_do_not_overlap(text: str) -> None:
    regions = quoted_regions(text)
    at = 0
    for r in regions:
        assert at <= r.outer_start < r.start < r.end <= r.outer_end <= len(text)
        at = r.outer_end


@pytest.mark.parametrize(
    "pattern",
    [
        "“a “b” ",
        "»a ",
        "`a ",
        "‘‘a ",
        "‘a ",
        "'a ",
        "„a ",
        "“a ",
        '"a ',
        "''a ",
        "′a ",
        "“",
        "'ab cd's ",
    ],
)
def test_the_work_on_marks_grows_as_the_text(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """Counted in marks looked at; a paragraph may be a whole article without a break."""
    looked = 0

    def counting(function: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object) -> object:
            nonlocal looked
            looked += 1
            return function(*given)

        return counted

    for name in ("_mark_width", "_opens_single", "_can_close", "_opens_inside"):
        monkeypatch.setattr(quotation_marks, name, counting(getattr(quotation_marks, name)))
    counts = []
    for times in (200, 800):
        looked = 0
        quotation_marks.quoted_regions(pattern * times)
        counts.append(looked)
    assert counts[0] > 0
    assert counts[1] <= 5 * counts[0]
