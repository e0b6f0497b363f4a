"""Stories with a dossier, without a date, with one in the future: to the shifts in them.

The others are the golden scenarios."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import msgspec

from processors.dossiers import Dossier
from processors.dossiers.dossier import DossierParty
from processors.extraction import Extractor
from processors.shifts import facts_of, shifts
from tests.fakes.facts import report
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
