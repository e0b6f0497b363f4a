"""The chance that a shift is one, from how sure its two sides are and what was often mistaken.

A logistic regression of few numbers, learned from the shifts that two readers see in eight months
of short news items (docs/models/certainty.md).
"""

from math import log

from processors.positions.logistic import Logistic, shipped_logistic
from processors.shifts.positions import Turn

NAME = "shifts"
"""Of the shipped weights."""

PRESUPPOSED_BEFORE = 0.8
"""Confidence in a "before" that only the words take for granted, against one that was reported."""

MOST_LATELY = 11
"""There never were more to learn from."""

MIXED = "mixed"
OFTEN_NO_CHANGE = 0.4
"""What is left of the chance where the party said the opposite that day as well. Set by hand:
readers' texts have too few of such shifts to learn from.
"""


def signs(
    turn: Turn, independent_sources: int, lately: int, *, mixed: bool, towards: bool
) -> dict[str, float]:
    """The numbers of the regression. `lately` is how many utterances there were in the month before
    and since, `towards` whether the other side is known; further sources bear out the new position.
    """
    after = 1.0 - (1.0 - turn.after.first.confidence) ** independent_sources
    before = turn.before.first.confidence if turn.before else PRESUPPOSED_BEFORE
    return {
        "trust": turn.after.trust,
        "less sure": min(before, after),
        "lately": log(min(max(lately, 1), MOST_LATELY)),
        "conditional": float(turn.after.first.conditional),
        MIXED: float(mixed),
        "nobody": float(not towards),
    }


def confidence(found: dict[str, float], weights: Logistic | None = None) -> float:
    """From 0 to 1, by the shipped weights or by those given; `found` is what `signs` gives."""
    chance = (weights or shipped_logistic(NAME)).chance(found)
    return round(chance * OFTEN_NO_CHANGE if found[MIXED] else chance, 4)
