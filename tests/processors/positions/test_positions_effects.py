"""Deeds of which the doer is no subject."""

import pytest

from processors.positions.effects import blow_of, imposed_in, takes_effect
from tests.fakes.parsed import root_of, word_of


@pytest.mark.parametrize(
    ("text", "blow"),
    [
        ("Six people were killed in Norlandic strikes.", "strikes"),
        ("The mill was hit by a Norlandic missile.", "missile"),
        ("Six people were killed in the town.", None),
        ("The army killed six people in strikes.", None),
        ("The ferry was delayed by a strike.", None),
    ],
)
def test_a_harm_is_done_by_a_blow(text: str, blow: str | None) -> None:
    found = blow_of(root_of(text))
    assert (found.text if found is not None else None) == blow


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("The tariff takes effect.", True),
        ("The tariff went into effect.", True),
        ("The ban came into force.", True),
        ("The tariff goes into the books.", False),
        ("The tariff takes time.", False),
        ("The tariff has effect.", False),
    ],
)
def test_what_takes_effect(text: str, so: bool) -> None:
    assert takes_effect(root_of(text)) is so


def test_a_measure_holds_where_the_imports_go() -> None:
    text = "A tariff on all imports into Norland takes effect."
    held = [t.text for t in imposed_in(word_of(text, "tariff"), root_of(text))]
    assert held == ["Norland", "effect"] or held == ["Norland"]
    assert not list(imposed_in(word_of("A law in Norland takes effect.", "law"), root_of(text)))
