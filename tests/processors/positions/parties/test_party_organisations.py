"""Organisations that no list knows, found by how a text speaks of them."""

from typing import NamedTuple

import pytest

from processors.positions.parties import Parties


class Text(NamedTuple):
    text: str


def found(text: str) -> dict[str, str]:
    return {m.text: m.party for m in Parties().mentions(Text(text)) if m.how != "place"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Free Valley Front attacked.", "Free Valley Front"),
        ("The Shan Valley Army attacked.", "Shan Valley Army"),
        ("The Growers’ Alliance objected.", "Growers' Alliance"),
        ("The National Union of Quay Workers will strike.", "National Union of Quay Workers"),
        ("Calder Airways said no.", "Calder Airways"),
        ("Calder’s chief executive said no.", "Calder"),
        ("A spokesman for Orlen Vista said no.", "Orlen Vista"),
        ("The miner Vantis said no.", "Vantis"),
        ("Vantis, the country's largest steelmaker, said no.", "Vantis"),
        ("Vantis, Norway’s largest steelmaker, said no.", "Vantis"),
        ("The ZKB rejected it. ZKB said so.", "ZKB"),
        ("Air Corvo cancelled flights.", "Air Corvo"),
    ],
)
def test_an_organisation_is_found(text: str, name: str) -> None:
    assert name in found(text).values(), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, a teacher, said no.",
        "Anna Berg of Springfield said no.",
        "The Free Valley Treaty was signed.",
        "Minister Anna Berg left.",
        "The largest union said no.",
        "Farmers' leader Anna Berg left.",
    ],
)
def test_no_organisation_is_made_up(text: str) -> None:
    assert found(text) == {}, found(text)


def test_an_abbreviation_means_the_full_name() -> None:
    text = "The Free Valley Front (FVF) attacked. FVF fighters fled. The rebels lost."
    assert set(found(text).values()) == {"Free Valley Front"}


def test_an_abbreviation_that_is_never_explained_is_matched_by_its_letters() -> None:
    text = "The National Union of Quay Workers met. NUQW negotiators walked out."
    assert set(found(text).values()) == {"National Union of Quay Workers"}


def test_brackets_that_are_no_abbreviation() -> None:
    text = "The Free Valley Front (Monday) attacked."
    assert set(found(text)) == {"Free Valley Front"}


def test_a_company_is_known_by_its_first_word() -> None:
    text = "Calder Ports closed the gate. Calder said no. The company was firm."
    assert set(found(text).values()) == {"Calder Ports"}


def test_a_wing_means_the_whole() -> None:
    text = "The Eastern Command of the Free Valley Front attacked. The Eastern Command left."
    assert set(found(text).values()) == {"Free Valley Front"}


def test_anaphors_look_back_by_kind() -> None:
    text = (
        "Calder Ports met the Quay Workers' Union. The union said no. The company said yes. "
        "The rebels were elsewhere."
    )
    mentions = found(text)
    assert mentions["union"] == "Quay Workers' Union"
    assert mentions["company"] == "Calder Ports"
    assert "rebels" not in mentions


def test_a_group_described_as_rebels_is_meant_by_the_rebels() -> None:
    text = "The Nile People's Movement (NPM), a rebel group near the dam, left. The rebels fled."
    assert found(text)["rebels"] == "Nile People's Movement"


def test_the_organisation_is_no_armed_group_where_there_is_another() -> None:
    text = "The Red Cross met the Free Valley Front. The organisation said so."
    assert found(text)["organisation"] == "International Committee of the Red Cross"
