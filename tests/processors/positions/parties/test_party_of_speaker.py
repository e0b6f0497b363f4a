"""For whom a speaker speaks: office and affiliation, and nobody for private people."""

from typing import NamedTuple

import pytest

from processors.dossiers import Dossier, DossierParty, DossierPerson
from processors.positions.parties import Parties
from wire import Speaker


class Text(NamedTuple):
    text: str


class Somebody(NamedTuple):
    name: str
    role: str | None = None
    affiliation: str | None = None


def party(
    text: str, mention: str, name: str | None = None, parties: Parties | None = None, **more: str
) -> str | None:
    """The party of the speaker whose mention is the first `mention` in `text`."""
    start = text.index(mention)
    speaker = Speaker(text=mention, start=start, end=start + len(mention), name=name, **more)
    finder = parties or Parties()
    parsed = Text(text)
    return finder.party_of(speaker, finder.mentions(parsed), [], parsed, start)


@pytest.mark.parametrize(
    ("text", "mention", "name", "expected"),
    [
        ("Peru said no.", "Peru", None, "Peru"),
        ("The Peruvian ministry said no.", "The Peruvian ministry", None, "Peru"),
        ("Norway, which mediates, said no.", "Norway, which mediates", None, "Norway"),
        ("Russian deputy foreign minister Ivan Ilin said no.",
         "Russian deputy foreign minister Ivan Ilin", "Ivan Ilin", "Russia"),
        ("Ivan Ilin, the Kremlin spokesman, said no.", "Ivan Ilin", "Ivan Ilin", "Russia"),
        ("Peru's chief negotiator, Ambassador Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz", "Peru"),
        ("The head of the Peru delegation, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz", "Peru"),
        ("The Director-General of the World Trade Organization, Ana Ruiz, said no.",
         "Ana Ruiz", "Ana Ruiz", "World Trade Organization"),
        ("Ana Ruiz, who leads the Growers' League, said no.", "Ana Ruiz", "Ana Ruiz",
         "Growers' League"),
        ("Ana Ruiz of the Growers' League said no.", "Ana Ruiz", "Ana Ruiz", "Growers' League"),
        ("The governor of the coast province of Peru, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz",
         "Peru"),
        ("Norway's ambassador to Peru, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz", "Norway"),
        ("The envoy to Peru from Norway, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz", "Norway"),
        ("The Governor of Santa Luz, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz", "Santa Luz"),
        ("Santa Luz Governor Ana Ruiz said no.", "Ana Ruiz", "Ana Ruiz", "Santa Luz"),
        ("Peru waits. Foreign Minister Ana Ruiz said no.", "Foreign Minister Ana Ruiz",
         "Ana Ruiz", "Peru"),
        ("Peru will not sit as an observer at talks, Foreign Minister Ana Ruiz said.",
         "Foreign Minister Ana Ruiz", "Ana Ruiz", "Peru"),
        ("The Kremlin sees no grounds for talks with Peru, presidential spokesman Ivan Ilin said.",
         "presidential spokesman Ivan Ilin", "Ivan Ilin", "Russia"),
        ("The Kremlin refused. Deputy Foreign Minister Ivan Ilin said talks with"
         " Peru are over.", "Deputy Foreign Minister Ivan Ilin", "Ivan Ilin", "Russia"),
        ("Peru spoke. Its army said no. In a note, the text says so.", "the text", None, "Peru"),
        ("Peru's president spoke, his office said.", "his office", None, "Peru"),
        ("The Free Front waits. A spokesman, Ana Ruiz, said no.", "Ana Ruiz", "Ana Ruiz",
         "Free Front"),
        ("Peru is calm, its foreign minister said. Ana Ruiz, who was in Lisbon, gave no date.",
         "Ana Ruiz", "Ana Ruiz", "Peru"),
        ("Environmental group Canopy Watch said no.", "Environmental group Canopy Watch", None,
         "Canopy Watch"),
    ],
)  # fmt: skip
def test_the_party(text: str, mention: str, name: str | None, expected: str) -> None:
    assert party(text, mention, name) == expected


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Ana Ruiz, an analyst at Peru Capital, said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, a former Peruvian minister, said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, a professor at the University of Peru, said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz of the Lima Peace Institute said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, mayor of a town in Peru, said no.", "Ana Ruiz", "Ana Ruiz"),
        ("In Peru, Ana Ruiz said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Peruvian currency dealers said no.", "dealers", None),
        ("Peru waits. Residents said no.", "Residents", None),
        ("Peru waits. Diplomats in Geneva said no.", "Diplomats in Geneva", None),
        ("Peru waits. A plant manager said no.", "A plant manager", None),
        ("Peru waits, he said.", "he", None),
        ("Ana Ruiz, former chairwoman of the Growers' League, left.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, a spokeswoman, said no.", "Ana Ruiz", "Ana Ruiz"),
        ("Peru waits. Minister Bo Vik said so. Ana Ruiz was calm.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, whose brother is a minister of Peru, said no.", "Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_nobody(text: str, mention: str, name: str | None) -> None:
    assert party(text, mention, name) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania's foreign minister said no.",
        "Ruritania’s deputy foreign minister, Ana Ruiz, said no.",
        "Ruritania's new prime minister said no.",
    ],
)
def test_a_state_that_no_list_knows_is_told_by_its_office(text: str) -> None:
    said = text.removesuffix(" said no.").removesuffix(",").split(", ")[0]
    assert party(text, said) == "Ruritania"


@pytest.mark.parametrize(
    "text",
    [
        "Calder's talks with the foreign minister failed, an aide said.",
        "Calder's sale worried the foreign minister, an aide said.",
        "Yesterday's foreign minister is forgotten, an aide said.",
    ],
)
def test_a_possessor_without_an_office_is_no_state(text: str) -> None:
    assert party(text, "an aide") is None


def test_the_head_of_a_government_is_no_state() -> None:
    parsed = Text("Ada Lund left. Lund's foreign minister said no.")
    start = parsed.text.index("Lund's")
    speaker = Speaker(text="Lund's foreign minister", start=start, end=start + 23)
    finder, cast = Parties(), [Somebody("Ada Lund", "prime minister", None)]
    found = finder.mentions(parsed, "", cast)
    assert finder.party_of(speaker, found, cast, parsed, start) is None


def test_role_and_affiliation_of_the_speaker_count() -> None:
    text = "She said no."
    assert party(text, "She", "Ana Ruiz", role="foreign minister", affiliation="Peru") == "Peru"
    assert party(text, "She", "Ana Ruiz", role="analyst", affiliation="Peru") is None
    assert party(text, "She", "Ana Ruiz", role="Peruvian foreign minister") == "Peru"


def test_the_people_of_the_article_count() -> None:
    parsed = Text("She said no.")
    speaker = Speaker(text="She", start=0, end=3, name="Ana Ruiz")
    people = [Somebody("Ana Ruiz", "spokeswoman", "Hamas"), Somebody("Jon Vik", "envoy", "Norway")]
    finder = Parties()
    assert finder.party_of(speaker, finder.mentions(parsed), people, parsed, 0) == "Hamas"


def test_what_is_said_most_often_wins_over_a_single_private_word() -> None:
    text = (
        "Peru's negotiator, Ana Ruiz, spoke. Peruvian negotiator Ana Ruiz left. "
        "Ana Ruiz, a lawyer, was calm."
    )
    assert party(text, "Ana Ruiz", "Ana Ruiz") == "Peru"


def test_a_dossier_knows_its_people() -> None:
    dossier = Dossier(
        "x",
        "X",
        (
            DossierParty("Peru", people=(DossierPerson("Ana Ruíz", "minister"),)),
            DossierParty("Free Front", people=(DossierPerson("Jon Vik"),)),
        ),
    )
    parties = Parties([dossier])
    text = "Ruiz said no. Vik said yes."
    assert party(text, "Ruiz", "Ana Ruiz", parties) == "Peru"
    assert party(text, "Vik", "Vik", parties) == "Free Front"
    assert party(text, "Vik", "Bo Vik", parties) is None


def test_no_text_and_no_mention_is_no_party() -> None:
    parties = Parties()
    assert parties.party_of(Speaker(name="Ana Ruiz"), [], [], Text(""), 0) is None
    assert parties.party_of(Speaker(), [], [], Text("Peru said no."), 5) is None


def test_the_official_is_the_one_spoken_of_before() -> None:
    text = "A government official spoke in Lima. Peru waits. Norway too. The official said no."
    assert party(text, "The official") == "Peru"
    assert party("Norway waits. The official said no.", "The official") is None


def test_a_dossier_tells_whose_government_the_rebels_face() -> None:
    dossier = Dossier("x", "X", (DossierParty("Peru"), DossierParty("Free Front")))
    text = "The Free Front waits. The government said no."
    assert party(text, "The government", parties=Parties([dossier])) == "Peru"
    assert party(text, "The government") is None
    elsewhere = "The Other Front waits. The government said no."
    assert party(elsewhere, "The government", parties=Parties([dossier])) is None


def test_a_ministry_named_shortly_is_the_one_named_in_full_before() -> None:
    text = (
        "Peru's deputy foreign minister, Ana Ruiz, said that talks were suspended.\n\n"
        "The foreign ministry in Oslo, which has hosted the delegations of Peru and Chile, was "
        "sorry. “We remain ready,” a ministry spokesperson said. Peru and Chile said no more."
    )
    assert party(text, "a ministry spokesperson") == "Norway"
    far = text.replace("“We", "It rained. The hall was empty. Nobody came. “We")
    assert party(far, "a ministry spokesperson") != "Norway"


def test_a_president_named_with_another_name_is_another_states() -> None:
    text = "President Ana Ruiz spoke with Peruvian president Juan Soto about Norway."
    assert party(text, "President Ana Ruiz", "Ana Ruiz") == "Norway"


def test_the_end_of_a_list_of_people_describes_nobody_else() -> None:
    text = (
        "After calls between Norwegian president Ana Ruiz and Peruvian Prime Minister Juan Soto,"
        " Ruiz said no."
    )
    assert party(text, "Ruiz", "Ana Ruiz") == "Norway"
