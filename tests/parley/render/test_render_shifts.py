"""Shifts on terminals of several widths and in a pipe."""

import pytest
from rich.cells import cell_len

from parley.render import render_shift_line, render_shifts
from tests.fakes.positions import evidence, shift
from tests.fakes.screen import flowing, pipe, raw, seen, terminal

ALL_OF_IT = (
    "softening",
    "Norland → Sudland · talks",
    "-2 rejects",
    "8 May 2026",
    "“We will never sign.”",
    "Ada Holm, envoy",
    "The Courant",
    "+1 open",
    "12 May 2026",
    "the door was open",
    "The Sentinel",
    "Norland rejected talks on 8 May and is open to them now.",
    "confirmed · 2 independent sources · confidence 0.82",
)


@pytest.mark.parametrize("width", [40, 60, 75, 76, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    console = terminal(width)
    render_shifts(console, [shift(), shift(mixed_signals=True, party="A long name " * 9)])
    assert max(cell_len(line) for line in seen(console).splitlines()) <= min(width, 120)


@pytest.mark.parametrize("width", [60, 75])
def test_a_narrow_card_says_all(width: int) -> None:
    console = terminal(width)
    render_shifts(console, [shift()])
    for words in ALL_OF_IT:
        assert words in flowing(console)


def test_before_and_after_stand_beside_each_other_where_there_is_room() -> None:
    console = terminal(80)
    render_shifts(console, [shift()])
    line = next(line for line in seen(console).splitlines() if "-2 rejects" in line)
    assert line.index("-2 rejects") < line.index("+1 open")
    console = terminal(75)
    render_shifts(console, [shift()])
    line = next(line for line in seen(console).splitlines() if "-2 rejects" in line)
    assert "+1 open" not in line


def test_a_heading_too_long_for_the_edge_stands_inside() -> None:
    console = terminal(60)
    many = ("First Counterparty", "Second Counterparty", "Third Counterparty")
    render_shifts(console, [shift(counterparties=many, mixed_signals=True)])
    shown = flowing(console)
    assert f"Norland → {', '.join(many)} · talks" in shown
    assert "confidence 0.82 · mixed signals" in shown
    assert "…" not in shown


def test_in_a_pipe_everything_is_plain_and_complete() -> None:
    console = pipe()
    render_shifts(console, [shift(), shift(direction="hardening", status="provisional")])
    text = raw(console)
    assert "\x1b" not in text
    assert not any(character in text for character in "╭│╰─")
    assert all(line == line.rstrip() for line in text.splitlines())
    for words in ALL_OF_IT:
        assert words in text
    assert text.startswith("1. 12 May 2026  softening  Norland → Sudland · talks\n")
    assert "\n2. 12 May 2026  hardening" in text
    assert text.endswith("\n\n2 shifts: 1 hardening, 1 softening, 1 confirmed, 1 provisional\n")


def test_a_side_that_the_words_take_for_granted_is_called_so() -> None:
    console = pipe()
    before = evidence(
        presupposed=True, statement_id=None, at=None, quote="resumed", speaker=None, role=None,
        title=None, url=None, outlet=None, kind=None,
    )  # fmt: skip
    render_shifts(console, [shift(before=before)])
    assert "-2 rejects  taken for granted by the later words\n           “resumed”\n" in raw(
        console
    )


def test_words_that_serve_for_both_sides_are_shown_once() -> None:
    console = pipe()
    before = evidence(
        presupposed=True, quote="the  door was open", outlet=None, speaker=None, role=None
    )
    render_shifts(console, [shift(before=before)])
    assert raw(console).count("the door was open") == 1
    assert "by the later words\n   after" in raw(console)


def test_a_long_heading_is_whole_in_a_pipe() -> None:
    console = pipe(60)
    render_shifts(console, [shift(counterparties=("First Land", "Second Land", "Third Land"))])
    assert "First Land, Second Land, Third Land · talks" in flowing(console)


def test_what_is_not_known_leaves_no_trace() -> None:
    console = pipe()
    bare = evidence(quote=None, speaker=None, role=None, outlet=None, title=None, at=None)
    render_shifts(console, [shift(before=bare, counterparties=())])
    assert "before  -2 rejects  undated\n   after" in raw(console)
    assert "Norland · talks" in raw(console)
    assert "None" not in raw(console)


def test_titles_lead_to_the_article_on_a_terminal() -> None:
    console = terminal(120)
    render_shifts(console, [shift()])
    assert "https://courant.example/no" in raw(console)


@pytest.mark.parametrize("console", [terminal(80), pipe()], ids=["terminal", "pipe"])
def test_markup_and_escapes_in_the_news_stay_text(console: object) -> None:
    nasty = "\x1b]0;owned\x07[bold red]x[/bold red] [/] \u202egnp"
    made = shift(
        party=nasty,
        why=nasty,
        after=evidence(quote=nasty, title=nasty, outlet=nasty, speaker=nasty, role=nasty),
    )
    render_shifts(console, [made])  # type: ignore[arg-type]
    render_shift_line(console, made)  # type: ignore[arg-type]
    text = raw(console)  # type: ignore[arg-type]
    assert "\x1b]0" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[bold red]" in text


def test_no_shift_is_said_too() -> None:
    console = pipe()
    render_shifts(console, [])
    assert raw(console) == "No shifts.\n"


def test_one_line_fits_a_terminal_and_is_whole_in_a_pipe() -> None:
    long = shift(after=evidence(quote="word " * 40, kind="indirect", stance=1))
    narrow = terminal(80)
    render_shift_line(narrow, long)
    (line,) = seen(narrow).splitlines()
    assert cell_len(line) <= 80
    assert line.endswith("…")
    assert line.startswith("12 May 2026  softening  Norland → Sudland · talks  -2 rejects → +1")
    piped = pipe()
    render_shift_line(piped, long)
    (line,) = raw(piped).splitlines()
    assert line.count("word") == 40
