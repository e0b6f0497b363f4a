"""What a party's utterances of one day towards one side amount to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processors.shifts.rules import Rules
from processors.shifts.utterances import Utterance
from processors.shifts.weight import clearness
from wire import PositionFact

LEAD_OF_ARTICLE = 2
"""What an article says first on the issue is its news and counts double; the rest is background,
often the old position told again."""


@dataclass(frozen=True)
class Outcome:
    """The utterance that stands for the day. `mixed`: there were yes and no on it."""

    saying: Utterance
    mixed: bool


def outcome(sayings: Sequence[Utterance], leads: set[str], prior: int, rules: Rules) -> Outcome:
    """The outcome of a day's utterances, none of which is neutral.

    `leads` are the facts that come first in their articles, `prior` is the stance before the day:
    where the day is balanced, the side that agrees with it stands for the day.
    """
    willing = [saying for saying in sayings if saying.stance > 0]
    unwilling = [saying for saying in sayings if saying.stance < 0]
    if not willing or not unwilling:
        return Outcome(_clearest(willing or unwilling, leads), mixed=False)
    yes, no = _heft(willing, leads), _heft(unwilling, leads)
    balanced = min(yes, no) > rules.drowned * max(yes, no)
    side = (prior or yes - no) if balanced else yes - no
    return Outcome(_clearest(willing if side > 0 else unwilling, leads), mixed=True)


def leading(sayings: Iterable[Utterance]) -> set[str]:
    """The ids of the facts that come first in their article, of those given."""
    first: dict[str, PositionFact] = {}
    for saying in sayings:
        fact = saying.first
        known = first.get(fact.article_id)
        if known is None or (fact.start, fact.id) < (known.start, known.id):
            first[fact.article_id] = fact
    return {fact.id for fact in first.values()}


def _heft(sayings: Iterable[Utterance], leads: set[str]) -> int:
    return sum(
        saying.weight * (LEAD_OF_ARTICLE if saying.first.id in leads else 1) for saying in sayings
    )


def _clearest(sayings: Sequence[Utterance], leads: set[str]) -> Utterance:
    """The clearest of a side: one that tells of a change, a deed, the strongest, the news.

    Of equals the earliest: `sayings` are in order, and `max` keeps the first.
    """
    if len(sayings) == 1:
        return sayings[0]
    return max(
        sayings,
        key=lambda saying: (
            saying.first.change is not None,
            saying.weight,
            abs(saying.stance),
            saying.first.id in leads,
            clearness(saying.first),
        ),
    )
