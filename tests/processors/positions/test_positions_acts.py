"""Deeds that the outlet reports: whose they are, and what is none."""

from dataclasses import dataclass
from datetime import date

import pytest

from processors.positions.acts import Act, find_acts
from processors.positions.moves import modifiers_of, move_of
from processors.positions.reading import Judgement
from tests.fakes.parsed import parsed, root_of
from wire.vocabulary import MOVES, Issue


@dataclass(frozen=True)
class Mention:
    """A party named in a text."""

    start: int
    end: int
    party: str


def mentions(text: str) -> list[Mention]:
    """Norland and Sudland, wherever they stand."""
    names = {"Norland": "Norland", "Norlandic": "Norland", "Sudland": "Sudland"}
    return [
        Mention(at, at + len(name), party)
        for name, party in names.items()
        for at in range(len(text))
        if text.startswith(name, at) and not text[at + len(name) :][:1].isalpha()
    ]


def acts(text: str, published: date | None = None) -> list[Act]:
    return find_acts(parsed(text), mentions(text), published=published)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norland suspended the talks.", ("Norland",)),
        ("The Norlandic army attacked the port.", ("Norland",)),
        ("The government of Norland lifted the ban.", ("Norland",)),
        ("Norland's navy seized a ship.", ("Norland",)),
        ("The prisoners were released by Norland.", ("Norland",)),
        ("Norland and Sudland signed a truce.", ("Norland", "Sudland")),
        ("The leaders of Norland and Sudland signed a truce.", ("Norland", "Sudland")),
        ("Norland, which has withdrawn its support, is silent.", ("Norland",)),
        ("Norland was silent. It suspended the talks.", ("Norland",)),
        ("Norland sang as Sudland watched. Then it suspended the talks.", ("Norland",)),
        ("Norland spoke. Sudland came. It suspended the talks.", ("Sudland",)),
        ("Norland and the king and Sudland signed a truce.", ("Norland", "Sudland")),
        ("Sudland saw Norland, who suspended the talks.", ("Norland",)),
        ("Norland and its ally suspended the talks.", ("Norland",)),
        ("To end the war, Norland lifted the ban.", ("Norland",)),
        ("Although Norland lifted the ban, Sudland attacked the port.", ("Sudland",)),
        ("Norland, seizing the port, ended the war.", ("Norland",)),
        ("The port sent ships while Norland attacked the town.", ("Norland",)),
        ("Norland and Sudland met. They lifted the ban.", ("Norland", "Sudland")),
        ("Norland and Sudland met. Both countries lifted the ban.", ("Norland", "Sudland")),
        ("Norland sang to Sudland. The two sides lifted the ban.", ("Norland", "Sudland")),
        ("Norland met with Sudland.", ("Norland", "Sudland")),
        ("Norland signed a truce with Sudland.", ("Norland", "Sudland")),
        ("Norland held talks with Sudland.", ("Norland", "Sudland")),
        ("Norland refused to sign a truce with Sudland.", ("Norland",)),
        ("The delegation of Norland arrived in the town for talks.", ("Norland",)),
        ("Six people were killed in Norlandic strikes.", ("Norland",)),
        ("The mill was hit by a Norlandic missile.", ("Norland",)),
        ("Norland's tariffs on fish take effect.", ("Norland",)),
        ("A tariff on all imports into Norland takes effect.", ("Norland",)),
        ("Norland flew to the town to meet with Sudland.", ("Norland", "Sudland")),
        ("Norland signed a truce. The mill in Norland was hit by Sudland.", ("Sudland",)),
        ("Norland withdrew from the customs union.", ("Norland",)),
        ("Norland returned the bodies of ten soldiers.", ("Norland",)),
    ],
)
def test_a_deed_belongs_to_who_does_it(text: str, parties: tuple[str, ...]) -> None:
    found = acts(text)
    assert found
    assert found[-1].parties == parties
    assert text[found[-1].cue[0] : found[-1].cue[1]] == found[-1].cue_text


@pytest.mark.parametrize(
    "text",
    [
        "Norland had suspended the talks.",
        "Norland was not invited to the talks.",
        "Norlandic soldiers were killed in the town.",
        "The strike in Norland takes time.",
        "Norland suspended the talks in 2019.",
        "Norland suspended the talks two years ago.",
        "Did Norland suspend the talks?",
        "Norland, which exports timber, is a republic.",
        "They met where Norland suspended the talks.",
        "If Norland suspends the talks, all is lost.",
        "They ask that Norland lift the ban.",
        "A baker from Norland refused the bread.",
        "Norland has four rivers.",
        "The town, in which Norland signed the truce, is small.",
        "Norland denied the charge.",
        "Norland, which condemned the raid, sang.",
        "The town, in which Norland lifted the ban, is small.",
        "The demand that Norland lift the ban was old.",
        "Ships came for Norland to lift the ban.",
        "Norland sang. In Sudland it suspended the talks.",
        "They want Norland to lift the ban.",
        "Norland's attempt to lift the ban failed.",
        "Norland used to attack the port.",
        "Norland, having signed the truce, sang.",
        "The port sent ships after Norland attacked the town.",
        "The port waited when Norland suspended the talks.",
        "The port waited, to let Norland attack the town.",
        "Norland, which would suspend the talks, has four rivers.",
        "Norland came. Sudland saw that it suspended the talks.",
        "Norland and Sudland sang. It suspended the talks.",
        "Norland sang. Both suspended the talks.",
        "Norland arrived in the town.",
        "It suspended the talks.",
        "",
    ],
)
def test_what_is_no_deed_of_a_party_is_left_out(text: str) -> None:
    assert acts(text) == []


def test_a_deed_of_an_earlier_day_is_background() -> None:
    text = "Norland suspended the talks on May 4."
    assert acts(text, date(2026, 5, 5))
    assert acts(text, date(2026, 5, 25)) == []


def test_a_date_in_the_name_of_a_deal_is_not_the_day_of_the_deed() -> None:
    text = "Norland released the prisoners under the January 19 deal."
    assert acts(text, date(2026, 5, 25))


def test_predicates_that_a_quotation_holds_are_left_alone() -> None:
    text = "Norland suspended the talks."
    assert find_acts(parsed(text), mentions(text), taken=[(0, len(text))]) == []


def test_two_deeds_of_one_sentence_are_two_acts() -> None:
    found = acts("Norland lifted the ban and released the prisoners.")
    assert [a.cue_text for a in found] == ["lifted", "released"]
    assert found[0].end <= found[1].start


def test_a_second_deed_begins_at_its_verb() -> None:
    text = "Norland lifted the ban and quietly released the prisoners, the king said."
    spans = [text[a.start : a.end] for a in acts(text)]
    assert "released the prisoners" in spans


def test_a_pronoun_is_no_persons_name() -> None:
    assert find_acts(parsed("She left the truce."), [], whose=lambda start, end: "Norland") == []


def test_a_person_acts_for_the_party_they_speak_for() -> None:
    text = "Ana Costa suspended the talks."
    spans: list[tuple[int, int]] = []

    def whose(start: int, end: int) -> str | None:
        spans.append((start, end))
        return "Norland"

    found = find_acts(parsed(text), [], whose=whose)
    assert found[0].party == "Norland"
    assert text[slice(*spans[0])] == "Ana Costa"
    assert find_acts(parsed(text), [], whose=lambda start, end: None) == []


@pytest.mark.parametrize(
    ("text", "spoken"),
    [("Norland suspended the talks.", False), ("Norland condemned the raid.", True)],
)
def test_speech_without_its_words_is_told_from_deeds(text: str, spoken: bool) -> None:
    assert [a.spoken for a in acts(text)] == [spoken]


@pytest.mark.parametrize(
    ("text", "act", "value", "issue", "move"),
    [
        ("Norland lifted the ban.", "stop", 2, "trade", "YIELD"),
        ("Norland sent food.", "begin", 2, "humanitarian", "AID"),
        ("Norland met the envoys.", "coop", 2, "talks", "CONSULT"),
        ("Norland shared its maps.", "coop", 2, "security", "COOPERATE"),
        ("Norland imposed sanctions.", "begin", -2, "sanctions", "SANCTION"),
        ("Norland resumed its raids.", "again", -2, "ceasefire", "ASSAULT"),
        ("Norland arrested the crew.", "hostile", -2, "captives", "COERCE"),
        ("Norland deployed troops.", "hostile", -2, "security", "MOBILIZE"),
        ("Norland bombed the port.", "hostile", -2, "ceasefire", "ASSAULT"),
        ("The union struck.", "hostile", -2, "other", "PROTEST"),
        ("Norland agreed.", "accept", 2, "talks", "AGREE"),
        ("Norland agreed to release them.", "accept", 2, "captives", "YIELD"),
        ("Norland ratified it.", "accept", 2, "status", "SUPPORT"),
        ("Norland vowed revenge.", "accept", -2, "other", "THREATEN"),
        ("Norland decided on war.", "accept", -2, "other", "REJECT"),
        ("Norland asked for bread.", "demand", -1, "other", "REQUEST"),
        ("Norland blamed them.", "criticise", -1, "other", "ACCUSE"),
        ("Norland threatened them.", "threaten", -2, "other", "THREATEN"),
        ("Norland praised them.", "support", 1, "other", "SUPPORT"),
        ("Norland pondered it.", "consider", 0, "other", "CONSULT"),
        ("Norland refused it.", "reject", -2, "other", "REJECT"),
        ("Norland offered it.", "offer", 1, "other", "CONSULT"),
        ("Norland planned war.", "offer", -2, "other", "THREATEN"),
        ("Norland slept.", "", 0, "other", "CONSULT"),
    ],
)
def test_each_act_has_its_code(text: str, act: str, value: int, issue: Issue, move: str) -> None:
    root = root_of(text)
    found = move_of(Judgement(value, act, 0.8, root.i), root, issue)
    assert found == move
    assert found in MOVES


def test_modifiers_say_how_the_move_is_made() -> None:
    offer = Judgement(1, "offer", 0.8, 0)
    assert modifiers_of(offer, True, {"again"}) == ("offer", "conditional", "reaffirm")
    assert modifiers_of(Judgement(-2, "stop", 0.8, 0), False, set()) == ("suspend",)
    assert modifiers_of(Judgement(-1, "demand", 0.8, 0), False, set()) == ("demand",)


def test_a_time_inside_a_span_of_days_is_not_the_deeds() -> None:
    text = (
        "Norland extended the truce another 90 days to ease tension after the tariffs that went"
        " into effect after being signed on April 2."
    )
    assert acts(text, date(2025, 8, 12))


@pytest.mark.parametrize(
    ("text", "home", "party"),
    [
        ("The ban was lifted by a decree published on Monday.", "Norland", "Norland"),
        ("A decree lifted the ban.", "Norland", "Norland"),
        ("The ban was lifted by a decree published on Monday.", None, None),
        ("The ban was lifted by its decree.", "Norland", None),
        ("The ban was lifted by a Sudland decree.", "Norland", None),
        ("The ban was lifted by a court.", "Norland", None),
    ],
)
def test_a_decree_is_of_the_state_whose_capital_reports_it(
    text: str, home: str | None, party: str | None
) -> None:
    found = find_acts(parsed(text), mentions(text), home=home)
    assert [act.party for act in found] == ([] if party is None else [party])
