"""The chance that a shift is one, from how sure its two sides are and what was often mistaken.

A logistic regression of a few numbers, learned from the shifts that two readers see in eight months
of short news items (docs/evaluation.md has how far it is to be believed).
"""

from math import exp, log

from processors.shifts.positions import Turn

PRESUPPOSED_BEFORE = 0.8
"""Trust in a "before" that only the words take for granted, against one that was reported."""

BASE = 0.5
STEEPNESS = 0.31
"""How far the trust in both sides moves the chance: less than it says of itself."""

NOBODY = -2.2
"""Who turns round towards nobody is mostly talked of, and negotiates with none."""

MIXED = -2.9
"""The party also said the opposite that day."""

SURE = 0.98
"""Nothing is surer than this, nor its opposite: logarithms of less would outweigh all else."""


def confidence(turn: Turn, independent_sources: int, *, mixed: bool, towards: bool) -> float:
    """From 0 to 1. `towards` is whether the other side is known; further sources bear out the
    new position.
    """
    wrong = (1.0 - turn.after.first.confidence) ** independent_sources
    before = turn.before.first.confidence if turn.before else PRESUPPOSED_BEFORE
    trust = min(max((1.0 - wrong) * before, 1.0 - SURE), SURE)
    total = BASE + STEEPNESS * log(trust / (1.0 - trust))
    total += (0.0 if towards else NOBODY) + (MIXED if mixed else 0.0)
    return round(1.0 / (1.0 + exp(-total)), 4)
