"""Logistic regressions of a few named numbers: the form of the file, and the chance.

What does not belong here: what the numbers are (`certainty`), and learning (`learning`).
"""

import math
from collections.abc import Mapping
from functools import cache

import msgspec

from processors.positions.linear import WeightsDamaged, shipped_bytes


class Logistic(msgspec.Struct, frozen=True):
    """`weights` has a factor for each number, `base` is what stands without any."""

    base: float
    weights: dict[str, float]

    def chance(self, signs: Mapping[str, float]) -> float:
        """The probability, between 0 and 1. Raises KeyError where one of the numbers is missing."""
        total = self.base + sum(factor * signs[name] for name, factor in self.weights.items())
        return 1.0 / (1.0 + math.exp(-total))


@cache
def shipped_logistic(name: str) -> Logistic:
    """The regression that came with Parley. Raises WeightsDamaged where it was changed."""
    try:
        return msgspec.json.decode(shipped_bytes(f"{name}.json"), type=Logistic)
    except msgspec.MsgspecError as error:
        raise WeightsDamaged(name, "cannot be read") from error
