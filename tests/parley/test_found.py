"""Lists of shifts for people: what is hardly sure is left out, counted, and one word away."""

import io

import pytest
from rich.console import Console

from parley.failure import Failure
from parley.found import show_left_out, show_sure_shifts
from parley.local.watching import announced
from parley.watches import Asked, described
from search.console import drafts
from search.query import EVERYTHING, LEAST, parse
from tests.fakes.documents import DAY, shift
from tests.fakes.index import FakeIndex

SURE, UNSURE = shift("a"), shift("b", party="Borduria", confidence=0.06)


def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def printed(made: Console) -> str:
    assert isinstance(made.file, io.StringIO)
    return made.file.getvalue()


def test_the_tour_lists_what_is_sure_enough() -> None:
    out, notes = console(), console()
    show_sure_shifts(out, notes, [SURE, UNSURE])
    assert "Ruritania" in printed(out)
    assert "Borduria" not in printed(out)
    assert printed(notes).startswith("1 of a confidence under 0.3 left out: `parley search")
    show_sure_shifts(console(), quiet := console(), [SURE])
    assert printed(quiet) == ""


def test_a_search_says_how_many_it_leaves_out() -> None:
    index = FakeIndex()
    index.apply(None, shifts=[SURE, UNSURE])
    show_left_out(notes := console(), index, EVERYTHING)
    assert printed(notes) == "1 of a confidence under 0.3 left out: --all shows them\n"
    show_left_out(quiet := console(), index, parse("party:Ruritania", "shift"))
    assert printed(quiet) == ""


def test_a_shift_is_announced_where_it_is_sure_enough() -> None:
    announce = announced(made := console())
    announce(UNSURE)
    assert printed(made) == ""
    announce(SURE)
    assert "Ruritania" in printed(made)


def asked(confidence: float | None = None, party: str | None = "Ruritania") -> Asked:
    return Asked(None, "statement", party, None, None, None, confidence, False, False)


def test_a_new_watch_wakes_nobody_with_what_the_lists_leave_out() -> None:
    by_command = described(asked(), "w", DAY).rule
    assert by_command is not None
    assert by_command.least_confidence == LEAST
    everything = described(asked(0.0, party=None), "w", DAY).rule
    assert everything is not None
    assert everything.least_confidence == 0
    with pytest.raises(Failure, match="give --query"):
        described(asked(party=None), "w", DAY)


def test_the_form_of_a_watch_begins_with_the_same_and_is_not_begun_by_it() -> None:
    empty = drafts.drafted(lambda name: "", lambda name: [])
    assert (empty["confidence"], empty.begun) == (f"{LEAST:g}", False)
    chosen = drafts.drafted(lambda name: "0" if name == "confidence" else "", lambda name: [])
    assert chosen.begun
