"""The golden scenarios: from a few lines of news to the timeline and the shifts in them."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import pytest

from processors.articles import Revision
from processors.extraction import Extractor
from processors.shifts import facts_standing, shifts
from tests.fakes.facts import day, report
from tests.golden import scenarios
from tests.golden.scenarios import Held, Scenario, Turned
from wire import Outlet, PositionFact

ALL: list[Scenario] = [
    scenario
    for module in iter_modules(scenarios.__path__)
    for scenario in import_module(f"{scenarios.__name__}.{module.name}").SCENARIOS
]


@cache
def extractor() -> Extractor:
    return Extractor()


def facts(scenario: Scenario) -> list[PositionFact]:
    """The facts that stand on the newest revision of each article."""
    articles: dict[int, list[Revision]] = {}
    for number, news in enumerate(scenario.news):
        first = number if news.edits is None else news.edits
        article = report(
            f"{scenario.name} {first}",
            news.day,
            news.text,
            version=len(articles.get(first, ())) + 1,
            outlet=Outlet(name=news.outlet, domain=f"{news.outlet[4:].lower()}.example"),
        )
        revision = Revision(article, tuple(extractor().extract(article)))
        articles.setdefault(first, []).append(revision)
    return [fact for known in articles.values() for fact in facts_standing(known)]


def seen(scenario: Scenario, *, backwards: bool = False) -> tuple[list[Held], list[Turned]]:
    """The timeline and the shifts, by day, party and issue."""
    found = facts(scenario)
    timelines: dict[tuple[str, str], list[PositionFact]] = {}
    for fact in reversed([*found, *found]) if backwards else found:
        timelines.setdefault((fact.party, fact.issue), []).append(fact)
    held = {
        (
            _day(fact),
            fact.party,
            fact.issue,
            "yes" if fact.stance > 0 else "no",
            "+".join(fact.counterparties),
        )
        for fact in found
        if fact.stance
    }
    turned = [
        (
            round((shift.at - day(0)).total_seconds() / 86400, 2),
            shift.party,
            shift.issue,
            shift.direction,
            shift.status + (" mixed" if shift.mixed_signals else ""),
        )
        for each in timelines.values()
        for shift in shifts(each)
    ]
    return sorted(held), sorted(turned)


def _day(fact: PositionFact) -> float:
    return round((fact.at - day(0)).total_seconds() / 86400, 2)


@pytest.mark.parametrize("scenario", ALL, ids=lambda each: each.name)
def test_scenario(scenario: Scenario) -> None:
    expected = sorted(scenario.timeline), sorted(scenario.shifts)
    assert seen(scenario) == expected
    assert seen(scenario, backwards=True) == expected


def test_there_is_one_for_each_rule_and_trap() -> None:
    assert len(ALL) >= 30
    assert len({each.name for each in ALL}) == len(ALL)
