"""What a timeline remembers: the newest 24 months in full, of what is older the last position."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from processors.shifts.positions import ANYBODY, Positions
from processors.shifts.rules import RULES, Rules
from processors.shifts.utterances import Utterance, Utterances
from wire import PositionFact

MEMORY = timedelta(days=730)
"""Forgetting positions costs shifts (a 30-day window lost 14 points of F1 in trials), so facts
leave late, and what leaves is folded to a standing position rather than lost."""

LOOK_BACK = timedelta(days=32)
"""Facts this long before the horizon are kept whole: the rules about repeats look at them."""


def fold(
    facts: Iterable[PositionFact], horizon: datetime, rules: Rules = RULES
) -> list[PositionFact]:
    """The facts that a timeline needs for its view from `horizon` on, sorted by (at, id).

    Those older than the horizon, less a look-back, become one standing position per counterparty.
    """
    everything = list(facts)
    edge = horizon - LOOK_BACK
    kept = [fact for fact in everything if fact.at >= edge]
    standing = Positions(rules)
    standing.turns(Utterances().of(fact for fact in everything if fact.at < edge))
    towards: dict[str, tuple[Utterance, set[str]]] = {}
    for counterparty, saying in standing.standing().items():
        _, names = towards.setdefault(saying.first.id, (saying, set()))
        names.add(counterparty)
    folded = [
        msgspec.structs.replace(
            saying.first, stance=saying.stance, counterparties=tuple(sorted(names - {ANYBODY}))
        )
        for saying, names in towards.values()
    ]
    return sorted([*folded, *kept], key=lambda fact: (fact.at, fact.id))
