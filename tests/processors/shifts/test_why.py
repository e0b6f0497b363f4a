"""The sentence that says why."""

from typing import Any

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
        "Ruritania has hardened on talks towards Syldavia: on 4 May 2026 Ada Holm (foreign"
        " minister) accepted or carried it out, and on 9 May 2026 Ben Ott refuses or breaks off."
    )


def test_a_deed_is_the_partys() -> None:
    found = sentence(
        said(-2, 0, "no", issue="captives"), said(2, 5, "yes", kind="act", issue="captives")
    )
    assert found.startswith("Ruritania has softened on captives: on 4 May")
    assert found.endswith("on 9 May 2026 it accepts or carries it out.")


def test_a_presupposed_before_quotes_the_words() -> None:
    assert "the report itself (“resumed”) implies that it refused or broke off until then" in (
        sentence(said(2, 0, change=change(-2, 2, "resumed")))
    )


def test_an_unnamed_source_is_called_that() -> None:
    found = sentence(yes(), said(-2, 5, "no", anonymous=True, role="diplomat"))
    assert "on 9 May 2026 an unnamed source (diplomat) refuses" in found
    assert "an unnamed source refuses" in sentence(
        yes(), said(-2, 5, "no", anonymous=True, role=None)
    )


def test_a_condition_is_quoted() -> None:
    found = sentence(yes(), said(-1, 5, "no", conditional=True, condition="until the river opens"))
    assert "has demands or doubts on a condition (“until the river opens”)" in found


def test_several_others_and_sources_are_listed() -> None:
    others = ("Borduria", "Syldavia", "Zubrowka")
    found = sentence(
        yes(counterparties=others),
        said(-2, 5, "no", counterparties=others),
        said(-2, 5.5, "not us", counterparties=others, outlet="The Herald"),
    )
    assert "towards Borduria, Syldavia and Zubrowka:" in found
    assert found.endswith(", as 2 independent sources report.")
