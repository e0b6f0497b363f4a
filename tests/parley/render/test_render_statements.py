"""Statements as a list, and their places in the text."""

from rich.cells import cell_len

from parley.render import render_statements
from tests.fakes.positions import statement
from tests.fakes.screen import flowing, pipe, raw, seen, terminal
from wire import Speaker

TEXT = "“We will never sign.” She wants 4 trucks."


def test_who_said_what_for_whom_and_how_it_is_read() -> None:
    console = pipe()
    render_statements(
        console,
        [
            statement(),
            statement(
                "it would come if asked",
                kind="indirect",
                attribution="thought",
                speaker=None,
                modifiers=("offer", "conditional"),
                move="CONSULT",
                stance=1,
                issues=("talks", "ceasefire"),
                conditional=True,
                condition="if asked",
                requirement="the boats must leave",
                deadline="by Friday",
                red_line=True,
            ),
        ],
    )
    assert raw(console) == (
        "[1] “We will never sign.”\n"
        "    Ada Holm, envoy · Norland → Sudland\n"
        "    direct · talks · REJECT · -2 rejects\n"
        "    The Courant · Norland says no\n"
        "\n"
        "[2] it would come if asked\n"
        "    Norland → Sudland\n"
        "    indirect · thought · talks · ceasefire · CONSULT offer conditional · +1 open\n"
        "    · conditional: if asked · requires: the boats must leave"
        " · deadline: by\n"
        "    Friday · red line\n"
        "    The Courant · Norland says no\n"
        "\n"
    )


def test_a_resident_speaks_for_nobody() -> None:
    console = pipe()
    bare = statement(
        speaker=Speaker(text="a resident", anonymous=True),
        party=None,
        counterparties=("Sudland",),
        issue=None,
        move=None,
        stance=None,
        outlet=None,
        title=None,
        conditional=True,
    )
    render_statements(console, [bare])
    assert raw(console) == "[1] “We will never sign.”\n    a resident\n    direct · conditional\n\n"


def test_nobody_known_leaves_no_empty_line() -> None:
    console = pipe()
    render_statements(console, [statement(speaker=None, party=None, outlet=None, title=None)])
    assert raw(console).splitlines()[1] == "    direct · talks · REJECT · -2 rejects"


def test_two_parties_of_one_statement_are_both_named() -> None:
    console = pipe()
    render_statements(console, [statement(parties=("Norland", "Westland"))])
    assert "Norland, Westland → Sudland" in raw(console)


def test_places_are_numbered_in_the_text() -> None:
    console = pipe()
    one = statement("“We will never sign.”")
    two = statement("4 trucks", start=32, end=40, spans=((32, 35), (35, 40)))
    render_statements(console, [one, two], TEXT)
    assert raw(console).startswith("“We will never sign.”[1] She wants 4 trucks[2].\n\n[1] ")


def test_places_may_nest_touch_and_end_with_the_text() -> None:
    console = pipe()
    inner = statement("sign", start=15, end=19, spans=((15, 19),))
    outer = statement(TEXT, start=0, end=len(TEXT), spans=())
    render_statements(console, [outer, inner, inner], TEXT)
    first = raw(console).splitlines()[0]
    assert first == "“We will never sign[2][3].” She wants 4 trucks.[1]"


def test_places_beyond_the_text_do_no_harm() -> None:
    console = pipe()
    render_statements(console, [statement(start=500, end=600, spans=((500, 600),))], TEXT)
    assert raw(console).startswith(f"{TEXT}[1]\n")


def test_on_a_terminal_the_places_are_coloured() -> None:
    console = terminal(80)
    render_statements(console, [statement()], "We will never sign. And so on.")
    assert "\x1b[36mWe will never sign.\x1b[0m" in raw(console)
    assert max(cell_len(line) for line in seen(console).splitlines()) <= 80


def test_markup_in_an_article_stays_text() -> None:
    text = "[red]No[/red] \x1b[2J [/]"
    console = terminal(80)
    render_statements(console, [statement(text)], text)
    assert "\x1b[2J" not in raw(console)
    assert "[red]No[/red]" in flowing(console)


def test_no_statement_is_said_too() -> None:
    console = pipe()
    render_statements(console, [], "Nothing was said.")
    assert raw(console) == "Nothing was said.\n\nNo statements.\n"
