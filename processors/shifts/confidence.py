"""The chance that a shift is one, from how sure its two sides are and what was often mistaken.

A logistic regression of few numbers, learned from the shifts that two readers see in eight months
of short news items (docs/evaluation.md has how far it is to be believed).
"""

from math import exp, log

from processors.shifts.positions import Turn

PRESUPPOSED_BEFORE = 0.8
"""Confidence in a "before" that only the words take for granted, against one that was reported."""

BASE = -4.65

TRUST = 2.28
"""By the trust in the new position: said plainly, and first in its article."""

DOUBTED = 2.73
"""By the confidence in the less sure of both stances."""

LATELY = 0.64
"""By the logarithm of how many utterances of the party on the issue there were of late: of whom
little is reported, what is read is oftener mistaken."""

MOST_LATELY = 11
"""There never were more to learn from."""

CONDITIONAL = 1.4
"""A new position with a condition is rarely read into words that have none."""

NOBODY = -1.55
"""Who turns round towards nobody is mostly talked of, and negotiates with none."""

MIXED = -2.0
"""The party also said the opposite that day."""


def confidence(
    turn: Turn, independent_sources: int, lately: int, *, mixed: bool, towards: bool
) -> float:
    """From 0 to 1. `lately` is how many utterances there were in the month before and since,
    `towards` whether the other side is known; further sources bear out the new position.
    """
    after = 1.0 - (1.0 - turn.after.first.confidence) ** independent_sources
    before = turn.before.first.confidence if turn.before else PRESUPPOSED_BEFORE
    total = BASE + TRUST * turn.after.trust + DOUBTED * min(before, after)
    total += LATELY * log(min(max(lately, 1), MOST_LATELY))
    total += CONDITIONAL if turn.after.first.conditional else 0.0
    total += (0.0 if towards else NOBODY) + (MIXED if mixed else 0.0)
    return round(1.0 / (1.0 + exp(-total)), 4)
