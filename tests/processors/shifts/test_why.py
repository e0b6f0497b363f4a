"""The sentence that says why."""

from typing import Any

import pytest

from processors.shifts import shifts
from tests.fakes.facts import change, said
from wire import PositionFact


def sentence(*timeline: PositionFact) -> str:
    (shift,) = shifts(timeline)
    return shift.why


def yes(**fields: Any) -> PositionFact:
    return said(2, 0, "yes", **fields)


def test_it_names_who_said_what_and_when() -> None:
    assert sentence(
        yes(counterparties=("Syldavia",)),
        said(-2, 5, "no", counterparties=("Syldavia",), speaker="Ben Ott", role=None),
    ) == (
        "Ruritania hardened on talks towards Syldavia: on 4 May 2026 Ada Holm (foreign minister)"
        " agreed, but on 9 May 2026 Ben Ott refused."
    )


def test_the_office_of_one_person_is_told_once() -> None:
    assert sentence(yes(), said(-2, 5, "no")).endswith(
        "on 4 May 2026 Ada Holm (foreign minister) agreed, but on 9 May 2026 Ada Holm refused."
    )


def test_a_deed_is_the_partys_and_said_to_be_one() -> None:
    found = sentence(
        said(-2, 0, "no", issue="captives"),
        said(2, 5, "yes", kind="act", issue="captives", move="YIELD"),
    )
    assert found.startswith("Ruritania softened on captives: on 4 May")
    assert found.endswith("but on 9 May 2026 it gave way (a deed, after words).")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stance": -2, "move": "THREATEN"}, "made threats."),
        ({"stance": -2, "move": "SANCTION"}, "spoke for punitive steps."),
        ({"stance": -2, "move": "SANCTION", "kind": "act"}, "took punitive steps"),
        ({"stance": -2, "modifiers": ("suspend",)}, "called a halt."),
        ({"stance": -1, "modifiers": ("demand",)}, "made demands."),
        ({"stance": -2, "move": "YIELD"}, "refused."),
        ({"stance": -1, "move": "ACCUSE"}, "had demands or doubts."),
    ],
)
def test_what_was_done_is_told_by_the_kind_of_act_where_that_fits(
    fields: dict[str, Any], words: str
) -> None:
    assert words in sentence(yes(), said(**({"when": 5, "quote": "no"} | fields)))


def test_a_presupposed_before_quotes_the_words() -> None:
    found = sentence(said(2, 0, change=change(-2, 2, "resumed")))
    assert found.endswith(
        "agreed; the words “resumed” take for granted that it had refused until then."
    )
    long = "which " * 40 + "resumed"
    assert " which …” take" in sentence(said(2, 0, change=change(-2, 2, long)))
    assert "; its own report takes for granted" in sentence(said(2, 0, change=change(-2, 2, "")))


def test_an_unnamed_source_is_called_that() -> None:
    found = sentence(yes(), said(-2, 5, "no", anonymous=True, role="diplomat"))
    assert "on 9 May 2026 an unnamed source (diplomat) refused" in found
    assert "an unnamed source refused" in sentence(
        yes(), said(-2, 5, "no", anonymous=True, role=None)
    )


def test_a_condition_is_quoted_and_one_that_went_is_told() -> None:
    bound = {"conditional": True, "condition": "“until the river opens,”"}
    found = sentence(yes(), said(-1, 5, "no", **bound))
    assert found.endswith("had demands or doubts, “until the river opens”.")
    assert sentence(said(-1, 0, "no", **bound), said(1, 5, "yes")).endswith(
        "Ada Holm was willing, without a condition."
    )


def test_a_yes_on_a_condition_is_told_as_one() -> None:
    bound = {"conditional": True, "condition": "if the river opens"}
    found = sentence(said(-2, 0, "no"), said(1, 5, "yes", **bound))
    assert found.endswith("Ada Holm was willing, on a condition (“if the river opens”).")


def test_several_others_and_sources_are_listed() -> None:
    others = ("Borduria", "Syldavia", "Zubrowka")
    found = sentence(
        yes(counterparties=others),
        said(-2, 5, "no", counterparties=others),
        said(-2, 5.5, "not us", counterparties=others, outlet="The Herald"),
    )
    assert "towards Borduria, Syldavia and Zubrowka:" in found
    assert found.endswith(", as 2 independent sources report.")


@pytest.mark.parametrize(
    ("party", "called"),
    [
        ("Ruritania", "Ruritania hard"),
        ("United Kingdom", "The United Kingdom hard"),
        ("Bank Workers' Union", "The Bank Workers' Union hard"),
        ("Movement for Ruritania", "The Movement for Ruritania hard"),
        ("Union Pacific", "Union Pacific hard"),
        ("The Seven", "The Seven hard"),
    ],
)
def test_a_party_has_its_article(party: str, called: str) -> None:
    assert sentence(yes(party=party), said(-2, 5, "no", party=party)).startswith(called)


@pytest.mark.parametrize(
    ("speaker", "role", "who"),
    [
        ("they", None, "it"),
        ("the government", None, "its government"),
        ("U.R.", None, "it"),
        ("Ruritania", None, "it"),
        ("River", None, "River"),
        ("Ministry of Canals", None, "the Ministry of Canals"),
        ("The Canal Ministry", None, "the Canal Ministry"),
        ("Ben Ott", "and Premier Ada Holm", "Ben Ott"),
        ("President Ott", "president", "President Ott"),
        ("a plan for the river that " * 3, None, "it"),
    ],
)
def test_a_speaker_is_called_as_in_a_sentence(speaker: str, role: str | None, who: str) -> None:
    party = "United Ruritania"
    found = sentence(yes(party=party), said(-2, 5, "no", party=party, speaker=speaker, role=role))
    assert f"but on 9 May 2026 {who} refused" in found
