"""What two lists have in common at their beginning: so far nothing has to be worked again."""

from collections.abc import Sequence


def alike(some: Sequence[object], others: Sequence[object]) -> int:
    """How many of the first in both lists are the same objects."""
    pairs = enumerate(zip(some, others, strict=False))
    return next(
        (number for number, (one, other) in pairs if one is not other),
        min(len(some), len(others)),
    )
