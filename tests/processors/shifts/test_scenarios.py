"""Short histories of one party on one issue, and the shifts that a careful reader sees in them."""

from typing import Any

import pytest

from processors.shifts import shifts
from tests.fakes.facts import change, said
from wire import PositionFact

S, B = ("Syldavia",), ("Borduria",)


def to(stance: int, when: float, quote: str | None = None, **fields: Any) -> PositionFact:
    """A word to Syldavia, in the lead of its own article."""
    return said(stance, when, quote, **({"counterparties": S} | fields))


def seen(*facts: PositionFact) -> list[tuple[str, float, str]]:
    """The shifts as (direction, day, other sides), oldest first."""
    first = min(fact.at for fact in facts)
    found = sorted(shifts(facts), key=lambda shift: (shift.at, shift.id))
    return [
        (
            shift.direction,
            round((shift.at - first).total_seconds() / 86400, 2),
            "+".join(shift.counterparties),
        )
        for shift in found
    ]


HARDER, SOFTER = "hardening", "softening"

SCENARIOS: dict[str, tuple[list[PositionFact], list[tuple[str, float, str]]]] = {
    "a first position is none": ([to(-2, 0)], []),
    "from yes to no": ([to(2, 0), to(-2, 5)], [(HARDER, 5, "Syldavia")]),
    "from no to yes": ([to(-2, 0), to(1, 5)], [(SOFTER, 5, "Syldavia")]),
    "there and back": (
        [to(2, 0), to(-2, 5), to(2, 10)],
        [(HARDER, 5, "Syldavia"), (SOFTER, 10, "Syldavia")],
    ),
    "the same again is none": (
        [to(2, 0), to(-2, 5), to(-2, 8), to(-1, 9)],
        [(HARDER, 5, "Syldavia")],
    ),
    "harder still is none": ([to(-1, 0), to(-2, 5)], []),
    "warmer still is none": ([to(1, 0), to(2, 5)], []),
    "from an opening to a doubt is wording": ([to(1, 0), to(-1, 5)], []),
    "a doubt after a plain yes counts": ([to(2, 0), to(-1, 5)], [(HARDER, 5, "Syldavia")]),
    "no comment is none": ([to(2, 0), to(0, 3), to(2, 5)], []),
    "no comment hides nothing": ([to(2, 0), to(0, 3), to(-2, 5)], [(HARDER, 5, "Syldavia")]),
    "a condition that comes counts": (
        [to(1, 0), to(-1, 5, conditional=True, condition="if the river opens")],
        [(HARDER, 5, "Syldavia")],
    ),
    "a condition that goes counts": (
        [to(-1, 0, conditional=True, condition="until the river opens"), to(1, 5)],
        [(SOFTER, 5, "Syldavia")],
    ),
    "words that tell of a change need no earlier article": (
        [to(2, 0, kind="act", change=change(-2, 2))],
        [(SOFTER, 0, "Syldavia")],
    ),
    "told again a week later it is no news": (
        [to(2, 0, change=change(-2, 2)), to(2, 7, change=change(-2, 2))],
        [(SOFTER, 0, "Syldavia")],
    ),
    "told again months later it is": (
        [to(2, 0, change=change(-2, 2)), to(2, 60, change=change(-2, 2))],
        [(SOFTER, 0, "Syldavia"), (SOFTER, 60, "Syldavia")],
    ),
    "told in other words on the next day": (
        [to(2, 0), to(-2, 5), to(-2, 6, kind="act", change=change(2, -2))],
        [(HARDER, 5, "Syldavia")],
    ),
    "words that tell of a change make a short step one": (
        [to(-1, 0), to(1, 5, change=change(-1, 1))],
        [(SOFTER, 5, "Syldavia")],
    ),
    "soft to one and hard to another": (
        [to(2, 0), to(-2, 3, counterparties=B), to(2, 6), to(-2, 9, counterparties=B)],
        [],
    ),
    "hard to one of two": (
        [to(2, 0, counterparties=S + B), to(-2, 5)],
        [(HARDER, 5, "Syldavia")],
    ),
    "one change towards two is one": (
        [to(2, 0, counterparties=S + B), to(-2, 5, counterparties=S + B)],
        [(HARDER, 5, "Borduria+Syldavia")],
    ),
    "one article's two sentences to two sides are one change": (
        [
            to(2, 0, counterparties=S + B),
            to(-2, 5, "no boat of yours", article="a"),
            to(-2, 5, "their barges stay out", article="a", start=90, counterparties=B),
        ],
        [(HARDER, 5, "Borduria+Syldavia")],
    ),
    "a word to nobody is meant for the only other side": (
        [to(2, 0), to(2, 4, quote="we are ready to sign"), said(-2, 9)],
        [(HARDER, 9, "Syldavia")],
    ),
    "a word to nobody is meant for nobody among many": (
        [to(2, 0), to(2, 1, counterparties=B), said(-2, 9)],
        [],
    ),
    "a word to nobody stands for everybody": (
        [said(2, 0), to(-2, 9)],
        [(HARDER, 9, "Syldavia")],
    ),
    "a second spokesman on the next day": (
        [to(2, 0), to(-2, 5), to(-2, 6, speaker="Ben Ott")],
        [(HARDER, 5, "Syldavia")],
    ),
    "yes and no on one day change nothing": (
        [to(2, 0), to(2, 5, article="a"), to(-2, 5.1, article="b", speaker="Ben Ott")],
        [],
    ),
    "a deed drowns words": (
        [to(2, 0), to(2, 5, anonymous=True), to(-2, 5.1, kind="act", change=change(2, -2))],
        [(HARDER, 5.1, "Syldavia")],
    ),
    "the old position recalled below the news": (
        [
            to(-2, 0),
            to(2, 5, "we shall come", article="a", start=40),
            to(-2, 5, "she would never come", article="a", start=300),
        ],
        [(SOFTER, 5, "Syldavia")],
    ),
    "a doubtful reading deep in an article": (
        [to(2, 0), to(-2, 5, confidence=0.5, start=2000)],
        [],
    ),
    "the same reading in the lead": (
        [to(2, 0), to(-2, 5, confidence=0.5, start=20)],
        [(HARDER, 5, "Syldavia")],
    ),
    "strikes in a truce": (
        [
            to(2, 0, issue="ceasefire"),
            to(-2, 5, issue="ceasefire", kind="act"),
            to(2, 9, issue="ceasefire"),
            to(-2, 12, issue="ceasefire", kind="act"),
        ],
        [],
    ),
    "the end of a truce": (
        [
            to(2, 0, issue="ceasefire"),
            to(-2, 5, issue="ceasefire", kind="act", change=change(2, -2)),
        ],
        [(HARDER, 5, "Syldavia")],
    ),
    "a threat to end a truce is a word": (
        [to(2, 0, issue="ceasefire"), to(-2, 5, issue="ceasefire")],
        [(HARDER, 5, "Syldavia")],
    ),
    "a position of long ago stands": ([to(2, 0), to(-2, 700)], [(HARDER, 700, "Syldavia")]),
    "a removed fact is none": ([to(2, 0), to(-2, 5, removed=True)], []),
    "of two versions the newer counts": (
        [to(2, 0), to(-2, 5, "one", id="x"), to(2, 5, "one", id="x", version=2)],
        [],
    ),
    "a copy days later says nothing": (
        [
            to(2, 0),
            to(-2, 5, "there will be no talks of any kind", article_signature=said(0).signature),
            to(2, 8),
            to(
                -2,
                12,
                "there will be no talks of any kind",
                outlet="The Herald",
                article_signature=said(0).signature,
            ),
        ],
        [(HARDER, 5, "Syldavia"), (SOFTER, 8, "Syldavia")],
    ),
    "the same words weeks later are said again": (
        [
            to(2, 0),
            to(-2, 5, "there will be no talks of any kind"),
            to(2, 8),
            to(-2, 40, "there will be no talks of any kind", outlet="The Herald"),
        ],
        [(HARDER, 5, "Syldavia"), (SOFTER, 8, "Syldavia"), (HARDER, 40, "Syldavia")],
    ),
    "nearly the same words with a not in them are another position": (
        [
            to(2, 0, "our men will take part in the talks on the river in May"),
            to(-2, 2, "our men will not take part in the talks on the river in May"),
        ],
        [(HARDER, 2, "Syldavia")],
    ),
    "a thousand statements in one minute are one change": (
        [
            to(2, 0),
            *(to(-2, 5 + number / 1_440_000, f"n{number} not{number}") for number in range(1000)),
        ],
        [(HARDER, 5, "Syldavia")],
    ),
    "a retraction is a change back": (
        [to(-2, 0), to(2, 5), to(-2, 9), to(2, 14)],
        [(SOFTER, 5, "Syldavia"), (HARDER, 9, "Syldavia"), (SOFTER, 14, "Syldavia")],
    ),
    "an utterance read in two ways is what most make of it": (
        [
            to(-2, 0),
            to(2, 5, "the boats may pass from Friday on", article="a"),
            to(0, 5.1, "the boats may pass from Friday on", article="b", outlet="The Herald"),
            to(2, 5.2, "the boats may pass from Friday on", article="c", outlet="The Star"),
        ],
        [(SOFTER, 5, "Syldavia")],
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name: str) -> None:
    facts, expected = SCENARIOS[name]
    assert seen(*facts) == expected
    assert seen(*reversed(facts), *facts) == expected
