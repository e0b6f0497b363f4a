"""Short stories in the words of news, from articles to the shifts that a reader sees in them."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import msgspec
import pytest

from processors.dossiers import Dossier
from processors.dossiers.dossier import DossierParty
from processors.extraction import Extractor
from processors.shifts import facts_of, shifts
from tests.fakes.facts import day, report
from wire import Article, PositionFact, Shift

Told = tuple[float, str]
"""The day of an article, and its text."""

RENAMED = Dossier(
    id="north",
    title="The north",
    parties=(
        DossierParty(name="Northern Front", aliases=("Northern Council",)),
        DossierParty(name="Norway"),
    ),
)


@cache
def extractor() -> Extractor:
    return Extractor()


def of(articles: Sequence[Article], *dossiers: Dossier) -> list[Shift]:
    """All shifts that the articles hold, oldest first."""
    reader = Extractor(dossiers=dossiers) if dossiers else extractor()
    timelines: dict[tuple[str, str], list[PositionFact]] = {}
    for article in articles:
        for fact in facts_of(article, reader.extract(article)):
            timelines.setdefault((fact.party, fact.issue), []).append(fact)
    found = [shift for facts in timelines.values() for shift in shifts(facts)]
    return sorted(found, key=lambda shift: (shift.at, shift.party))


def told(*stories: Told) -> list[Article]:
    return [report(str(n), when, text) for n, (when, text) in enumerate(stories)]


def seen(*stories: Told) -> list[tuple[str, str, str, int]]:
    """The shifts as (party, issue, direction, day)."""
    return [
        (shift.party, shift.issue, shift.direction, (shift.at - day(0)).days)
        for shift in of(told(*stories))
    ]


SCENARIOS: dict[str, tuple[tuple[Told, ...], list[tuple[str, str, str, int]]]] = {
    "a refusal after an acceptance": (
        (
            (0, "Norway agreed on Monday to a ceasefire with Iceland."),
            (5, "Norway rejected the ceasefire with Iceland on Saturday."),
        ),
        [("Norway", "ceasefire", "hardening", 5)],
    ),
    "a denial is no change": (
        (
            (0, "Norway rejected the ceasefire with Iceland."),
            (5, "Norway denied that it had accepted a ceasefire with Iceland."),
        ),
        [],
    ),
    "what an opponent says of it is not its position": (
        (
            (0, "Norway rejected the ceasefire with Iceland."),
            (5, "Iceland's president said that Norway wanted a ceasefire."),
        ),
        [],
    ),
    "a deed reported without words": (
        (
            (0, "Norway agreed to talks with Iceland."),
            (5, "Norway suspended the talks with Iceland."),
        ),
        [("Norway", "talks", "hardening", 5)],
    ),
    "what is lifted was imposed, though nobody had told of it": (
        ((0, "Norway lifted its sanctions on Iceland."),),
        [("Norway", "sanctions", "softening", 0)],
    ),
    "an announced halt tells what went on": (
        ((0, "Norway announced the suspension of the talks with Iceland."),),
        [("Norway", "talks", "hardening", 0)],
    ),
    "two that agree are two that change": (
        (
            (0, "Norway rejected a ceasefire with Iceland."),
            (1, "Iceland rejected a ceasefire with Norway."),
            (5, "Norway and Iceland agreed to a ceasefire."),
        ),
        [("Iceland", "ceasefire", "softening", 5), ("Norway", "ceasefire", "softening", 5)],
    ),
    "both sides are the two just named": (
        (
            (0, "Norway rejected a ceasefire with Iceland."),
            (1, "Iceland rejected a ceasefire with Norway."),
            (5, "Norway and Iceland met in Geneva. Both sides agreed to a ceasefire."),
        ),
        [("Iceland", "ceasefire", "softening", 5), ("Norway", "ceasefire", "softening", 5)],
    ),
    "they are those whom the sentence before was about": (
        (
            (0, "Norway rejected a ceasefire with Iceland."),
            (1, "Iceland rejected a ceasefire with Norway."),
            (
                5,
                "Norwegian prime minister Ana Ruiz and Icelandic prime minister Jon Olsen met in "
                "Geneva with envoys of Peru. They agreed to a ceasefire.",
            ),
        ),
        [("Iceland", "ceasefire", "softening", 5), ("Norway", "ceasefire", "softening", 5)],
    ),
    "what has not been confirmed is not refused": (
        (
            (0, "Norway agreed to a ceasefire with Iceland."),
            (5, "The ceasefire has not been confirmed by Norway."),
        ),
        [],
    ),
    "strikes beside a truce are a position of whose they are": (
        (
            (0, "Norway agreed to a ceasefire with Iceland."),
            (5, "Norway resumed its air strikes on Iceland after the truce ended."),
        ),
        [("Norway", "ceasefire", "hardening", 5)],
    ),
    "a union and a company": (
        (
            (0, "The Nurses' Union rejected the pay offer of Fjord Clinics."),
            (5, "The Nurses' Union accepted the pay offer of Fjord Clinics."),
        ),
        [("Nurses' Union", "settlement", "softening", 5)],
    ),
    "a report of fighting is no position": (
        (
            (0, "Norway said that it shot down two drones over the sea."),
            (5, "Norway said that its troops had found four boats."),
        ),
        [],
    ),
    "soft to one and hard to another": (
        (
            (0, "Norway rejected a ceasefire with Iceland."),
            (1, "Norway agreed to a ceasefire with Denmark."),
        ),
        [],
    ),
    "a resident has no position": (
        (
            (0, "Norway agreed to the talks with Iceland."),
            (5, "“We reject the talks,” said Ana Ruiz, a baker from Norway."),
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_story(name: str) -> None:
    stories, expected = SCENARIOS[name]
    assert seen(*stories) == expected
    assert seen(*reversed(stories)) == expected


def test_a_party_renamed_in_the_middle_is_one_by_its_dossier() -> None:
    stories = told(
        (0, "The Northern Front rejected the ceasefire with Norway."),
        (5, "The Northern Council accepted the ceasefire with Norway."),
    )
    assert [(s.party, s.direction) for s in of(stories, RENAMED)] == [
        ("Northern Front", "softening")
    ]
    assert of(stories) == []


def test_an_article_without_a_date_counts_from_when_it_was_seen() -> None:
    first, second = told(
        (0, "Norway agreed to talks with Iceland."), (5, "Norway suspended the talks with Iceland.")
    )
    undated = msgspec.structs.replace(second, published_at=None, published_trusted=False)
    (shift,) = of([first, undated])
    assert shift.at == undated.first_seen_at


def test_a_date_in_the_future_is_no_later_than_a_day_after_it_was_seen() -> None:
    first, second = told(
        (0, "Norway agreed to talks with Iceland."), (5, "Norway suspended the talks with Iceland.")
    )
    later = second.first_seen_at + timedelta(days=400)
    dated = msgspec.structs.replace(second, published_at=later, published_trusted=True)
    (shift,) = of([first, dated])
    assert shift.at <= second.first_seen_at + timedelta(days=1)


def test_two_parties_of_one_name_are_told_apart_by_their_fuller_names() -> None:
    stories = told(
        (0, "The Norwegian Dockers' Union rejected the offer of the port."),
        (5, "The Danish Dockers' Union accepted the offer of the port."),
    )
    assert of(stories) == []
