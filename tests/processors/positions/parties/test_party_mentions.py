"""Where a text names parties, how, and what is only a place or another name."""

from typing import NamedTuple

import pytest

from processors.dossiers import Dossier, DossierParty
from processors.positions.parties import Parties

PARTIES = Parties()


class Text(NamedTuple):
    text: str


def found(text: str, title: str = "") -> dict[str, str]:
    """Text of each mention that is no mere place -> party."""
    mentions = PARTIES.mentions(Text(text), title)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return {m.text: m.party for m in mentions if m.how != "place"}


@pytest.mark.parametrize(
    ("text", "mention", "party"),
    [
        ("Talks with Iran go on.", "Iran", "Iran"),
        ("The U.S. and Norway agreed.", "U.S", "United States"),
        ("The Israeli army denied it.", "Israeli army", "Israel"),
        ("A Kremlin spokesman denied it.", "Kremlin spokesman", "Russia"),
        ("Brazil’s chief negotiator left.", "Brazil’s chief negotiator", "Brazil"),
        ("French President Jean Dupont left.", "French President Jean Dupont", "France"),
        ("It was signed by the government of Peru.", "government of Peru", "Peru"),
        ("The Russian Foreign Ministry said so.", "Russian Foreign Ministry", "Russia"),
        ("The Ministry of Finance of Chile said so.", "Ministry of Finance of Chile", "Chile"),
        ("Two officials in Oslo said so.", "officials in Oslo", "Norway"),
        ("The Israel Defense Forces withdrew.", "Israel Defense Forces", "Israel"),
        ("Pope Leo asked for a truce.", "Pope Leo", "Holy See"),
        ("Ontario Premier Ann Lee suspended it.", "Ontario Premier Ann Lee", "Ontario"),
        ("M23 rebels took the town.", "M23 rebels", "M23"),
        ("King Otto II of Norway met Peru’s envoys.", "King Otto II", "Norway"),
        (
            "The Sudanese Rapid Support Forces agreed.",
            "Rapid Support Forces",
            "Rapid Support Forces",
        ),
        ("EU-Brazil talks began.", "EU", "European Union"),
        ("Lufthansa pilots rejected the offer.", "Lufthansa pilots", "Lufthansa pilots"),
        ("The Irish farm lobby objected.", "Irish farm lobby", "Irish farm lobby"),
        (
            "The association of importers of beverages objected.",
            "association of importers of beverages",
            "association of importers of beverages",
        ),
        ("The association of importers", "association of importers", "association of importers"),
        ("The President of Peru left.", "President of Peru", "Peru"),
        (
            "Minister of State of Qatar Ali Aziz left.",
            "Minister of State of Qatar Ali Aziz",
            "Qatar",
        ),
        ("The Security Council of Peru met.", "Security Council of Peru", "Peru"),
        ("The dock workers' union rejected it.", "dock workers' union", "dock workers' union"),
    ],
)
def test_a_party_is_named(text: str, mention: str, party: str) -> None:
    assert found(text).get(mention) == party, found(text)


@pytest.mark.parametrize(
    "text",
    [
        "They met in Geneva, a city on a lake.",
        "Michael Jordan played well.",
        "The South China Sea was calm.",
        "It cost US$35 and AU$12.",
        "He flew to Moscow on Monday.",
        "A turkey crossed the road.",
        "They drove through British Columbia.",
        "The Bogota-based clinic closed.",
        "He lives in northern Mali.",
        "PORT EBRO, Wales (Wire) - It rained.",
        "GENEVA (Wire) - It rained.",
        "",
        "“”‘’…",
    ],
)
def test_no_party_is_named(text: str) -> None:
    assert found(text) == {}


def test_a_place_is_told_from_a_government() -> None:
    text = "Officials met in Cairo. Cairo rejected the plan."
    assert [m.how for m in PARTIES.mentions(Text(text))] == ["place", "metonym"]


def test_a_ministry_without_a_state_is_the_state_the_article_is_about() -> None:
    text = "Peru will close the border, it said.\n\nThe Interior Ministry gave no date."
    assert found(text)["Interior Ministry"] == "Peru"
    assert found("The Interior Ministry gave no date.") == {}


def test_the_place_of_speaking_tells_whose_ministry() -> None:
    text = "Peru and Chile quarrel over fish. In Santiago, the foreign ministry said no."
    assert found(text)["foreign ministry"] == "Chile"


def test_an_office_given_openly_once_is_kept() -> None:
    text = (
        "Peru said no. Peru again said no. Chile's fisheries minister was silent.\n\n"
        "Later the fisheries minister spoke."
    )
    assert found(text)["fisheries minister"] == "Chile"


def test_a_mediator_is_not_the_government() -> None:
    text = (
        "The Norwegian envoy met the rebels. Norway, which mediates, was glad.\n\n"
        "In Lima, the government said nothing. The army went on."
    )
    assert found(text)["army"] == "Peru"
    only_host = "The Norwegian envoy spoke. The government was silent."
    assert "government" not in found(only_host)


def test_the_possessive_government_is_that_of_the_subject() -> None:
    text = "Peru waits. Peru waits long. Chile said that its government would not sign."
    assert found(text)["government"] == "Chile"


def test_the_commission_is_the_european_one() -> None:
    text = "The European Union waits. The Commission said no, and the Union agreed."
    assert found(text)["Commission"] == "European Union"
    assert found(text)["Union"] == "European Union"
    other = "The Nile Basin Commission met. The Commission said no."
    assert found(other)["Commission"] == "Nile Basin Commission"


def test_a_headline_counts_for_the_state_in_question() -> None:
    text = "The foreign ministry will answer within a week, it was said."
    assert found(text, "Peru answers Chile's note")["foreign ministry"] in ("Peru", "Chile")
    assert found(text) == {}


def test_a_dossier_names_win_also_in_small_letters() -> None:
    dossier = Dossier(
        "dock",
        "Docks",
        (
            DossierParty("Port Alliance", ("the Alliance", "harbour firms")),
            DossierParty("Iran Dockers", ("Iran",)),
        ),
    )
    mentions = Parties([dossier]).mentions(Text("Iran met the harbour firms and the Alliance."))
    assert [(m.text, m.party) for m in mentions] == [
        ("Iran", "Iran Dockers"),
        ("harbour firms", "Port Alliance"),
        ("Alliance", "Port Alliance"),
    ]


def test_a_government_named_after_its_leader() -> None:
    text = "Peru's leader left. Peruvian President Ana Ruiz left. The Ruiz government fell."
    assert found(text)["Ruiz government"] == "Peru"
    assert found("Chile met the Vik administration.")["Vik administration"] == "United States"
    assert "government" not in found("Chile met the Vik government.")


def test_a_brief_does_not_give_an_office_to_those_it_is_about() -> None:
    text = "President Ana Ruiz announced tariffs on Chile."
    assert found(text) == {"Chile": "Chile"}
    assert found(f"Peru acted. {text}")["President Ana Ruiz"] == "Peru"
    assert found(text, "Peru acts")["President Ana Ruiz"] == "Peru"


def test_a_surname_or_a_province_is_no_people() -> None:
    assert found("Volker Türk left.") == {}
    text = "British Columbia Premier Ana Ruiz left."
    assert found(text) == {"British Columbia Premier Ana Ruiz": "British Columbia"}
    assert found("Jailed Kurdish leader Ana Ruiz left.") == {}
