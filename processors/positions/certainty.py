"""How far the stance of a statement is to be believed: a chance, from those who witness it.

The weights and the rules each read the stance, and each says how sure it is. Neither is as often
right as it says; what both say together, with what kind of statement it is, tells it.
"""

import math
from dataclasses import dataclass

from processors.positions.logistic import Logistic, shipped_logistic

NAME = "certainty"
"""Of the shipped weights."""

CLOSEST = 0.02
"""Chances are taken to be this far from 0 and 1 at least, as their logarithms outweigh all else."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the readers of a stance say of it.

    `learned` is the chance that the weights give this stance, `ruled` the trust in the rule that
    judged (0 where none did), `agreed` whether the rule gives the same stance, `takes` the chance
    that the words take a position at all; `nested` is whether the word judged hangs on another.
    """

    learned: float
    ruled: float
    agreed: bool
    takes: float
    nested: bool


def signs(witnesses: Witnesses, *, deed: bool) -> dict[str, float]:
    """The numbers of the regression; `deed` is whether the statement reports an act."""
    return {
        "learned": witnesses.learned,
        "ruled": witnesses.ruled,
        "agreed": float(witnesses.agreed),
        "takes": _odds(witnesses.takes),
        "nested": float(witnesses.nested),
        "deed": float(deed),
    }


def certainty(witnesses: Witnesses, *, deed: bool, weights: Logistic | None = None) -> float:
    """The chance that the stance is right, by the shipped weights or by those given."""
    return (weights or shipped_logistic(NAME)).chance(signs(witnesses, deed=deed))


def _odds(chance: float) -> float:
    near = min(max(chance, CLOSEST), 1.0 - CLOSEST)
    return math.log(near / (1.0 - near))
