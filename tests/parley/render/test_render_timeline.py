"""A timeline: statements by date, shifts where they happen."""

from datetime import timedelta

from rich.cells import cell_len

from parley.render import render_timeline
from tests.fakes.positions import DAY, shift, statement
from tests.fakes.screen import pipe, raw, seen, terminal


def lines(text: str) -> list[str]:
    return [line[:12].strip() + " " + line[13:18] for line in text.splitlines() if "2026" in line]


def test_statements_stand_by_date_and_a_shift_above_what_made_it() -> None:
    later = statement(id="later", at=DAY + timedelta(days=3), stance=1)
    made = statement(at=DAY)
    first = statement(id="first", at=DAY - timedelta(days=4), stance=None)
    console = pipe()
    render_timeline(console, "Norland", [later, made, first], [shift(at=DAY + timedelta(hours=1))])
    text = raw(console)
    assert text.startswith("Norland\n")
    assert lines(text) == [
        "8 May 2026 ·····",
        "12 May 2026 shift",
        "12 May 2026 ●····",
        "15 May 2026 ···●·",
    ]
    assert text.endswith("3 statements, 1 shift\n")
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_shift_whose_statement_is_not_given_stands_at_its_own_date() -> None:
    console = pipe()
    early = statement(id="x", at=DAY - timedelta(days=1))
    render_timeline(console, "Norland", [early], [shift()])
    assert lines(raw(console)) == ["11 May 2026 ●····", "12 May 2026 shift"]


def test_the_issue_is_named_where_there_are_several() -> None:
    several, one = pipe(120), pipe(120)
    render_timeline(several, "Norland", [statement()])
    assert "talks → Sudland · Ada Holm, envoy · The Courant" in raw(several)
    render_timeline(one, "Norland", [statement()], issue="talks")
    assert raw(one).startswith("Norland on talks\n")
    assert "→ Sudland · Ada Holm, envoy · The Courant" in raw(one)
    assert "talks →" not in raw(one)


def test_what_is_not_known_leaves_no_trace() -> None:
    console = pipe(120)
    render_timeline(
        console, "Norland", [statement(speaker=None, counterparties=(), outlet=None)], issue="talks"
    )
    assert "None" not in raw(console)
    assert " · " not in raw(console)
    console = pipe(120)
    render_timeline(console, "Norland", [statement(speaker=None, counterparties=())], issue="talks")
    assert raw(console).splitlines()[2].strip() == "The Courant"


def test_it_fits_the_terminal() -> None:
    console = terminal(60)
    render_timeline(console, "Norland", [statement("word " * 30)], [shift()])
    assert max(cell_len(line) for line in seen(console).splitlines()) <= 60


def test_nothing_is_said_too() -> None:
    console = pipe()
    render_timeline(console, "Nor\x1bland", [], issue="talks")
    assert raw(console) == "Nor\N{REPLACEMENT CHARACTER}land on talks\nNothing is known.\n"
