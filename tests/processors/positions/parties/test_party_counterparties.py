"""Whom a clause is about besides the party that speaks."""

from typing import NamedTuple

from processors.dossiers import Dossier, DossierParty
from processors.positions.parties import Parties


class Text(NamedTuple):
    text: str


def test_those_named_in_the_clause_then_in_its_sentence() -> None:
    text = "Peru told Chile that it would not sell fish to Norway."
    start = text.index("it would")
    parties = Parties()
    assert parties.counterparties(Text(text), start, len(text), "Peru") == ("Norway",)
    clause = text.index("not sell"), text.index(" to Norway")
    assert parties.counterparties(Text(text), *clause, "Peru") == ("Chile", "Norway")


def test_a_place_is_no_counterparty() -> None:
    text = "Peru said no in Norway."
    assert Parties().counterparties(Text(text), 0, len(text), "Peru") == ()


def test_each_once_and_at_most_four() -> None:
    text = "Peru wants Chile, Iran, Iran, Norway, Qatar and Egypt to sign."
    others = Parties().counterparties(Text(text), 0, len(text), "Peru")
    assert others == ("Chile", "Iran", "Norway", "Qatar")


def test_the_dossier_says_whom_a_party_faces_when_the_sentence_does_not() -> None:
    dossier = Dossier("x", "X", (DossierParty("Peru"), DossierParty("Chile"), DossierParty("Iran")))
    text = "Chile waits.\n\nPeru said no."
    start = text.index("no")
    parties = Parties([dossier])
    assert parties.counterparties(Text(text), start, start + 2, "Peru") == ("Chile",)
    assert parties.counterparties(Text(text), start, start + 2, None) == ("Peru",)
    assert parties.counterparties(Text(""), 0, 0, "Peru") == ()
