"""The issues of a statement, from two witnesses: learned words, and the list with its context.

What does not belong here: what each of them sees (`issue_signs`, `issues`).
"""

from collections.abc import Sequence

import numpy as np

from processors.positions.issue_signs import ALONE, NONE, TIED
from processors.positions.linear import Weights, shipped
from wire.vocabulary import ISSUES, Issue

LABELS = (*ISSUES, NONE)
"""What the weights tell apart: the issues in their order, and no position at all."""

NO_POSITION = 0.7
"""From this chance of no position on, no issue is named."""

NO_POSITION_ALONE = 0.5
"""The same for fighting that nothing around ties to a truce or talks."""

LEAST = 0.3
"""Below this sum nothing tells the issue."""

LISTED = (0.6, 0.36)
"""What the list of issue words, with the words around, adds to the chance of its first issue and of
its second."""

BOTH = 0.2
"""A second issue is named where the list has it and the weights give it this chance at least."""


def chosen(
    listed: Sequence[Issue], sure: float, names: Sequence[str], weights: Weights | None = None
) -> tuple[tuple[Issue, ...], float, float]:
    """The issues, the likeliest first, how sure the first is, and the chance that there is a
    position at all (both 0 to 1).

    `listed` and `sure` are what `issues.decide` gives, `names` the features of `issue_signs`. Empty
    where the words take no position in a dispute or negotiation.
    """
    learned = (weights or shipped("issues")).chances(names)
    takes = 1.0 - float(learned[-1])
    if learned[-1] >= _most(names):
        return (), 0.0, takes
    total = learned[:-1] / learned[:-1].sum()
    for issue, share in zip(listed, LISTED, strict=False):
        total[ISSUES.index(issue)] += share * sure
    order = np.argsort(-total, kind="stable")
    if total[order[0]] < LEAST:
        return (), 0.0, takes
    issues = [ISSUES[order[0]]]
    second = ISSUES[order[1]]
    if second in listed[:2] and learned[order[1]] >= BOTH:
        issues.append(second)
    return tuple(issues), min(1.0, sure + float(learned[order[0]])), takes


def _most(names: Sequence[str]) -> float:
    """The chance of no position from which on there is none; fighting beside a truce is one."""
    if any(name.startswith(TIED) for name in names):
        return float("inf")
    return NO_POSITION_ALONE if ALONE in names else NO_POSITION
