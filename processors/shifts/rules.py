"""The few numbers and switches of the timeline view, each with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """How a change of position is told from noise."""

    step: int = 2
    """A move of the stance of at least this much."""

    uncrossed_step: int = 4
    """The same where the stance does not cross between willing and unwilling."""

    quiet_days: int = 1
    """A shift in the same direction this soon after one is the same shift."""

    any_fallback: bool = True
    ignore_zero: bool = True
    hostile: str = "skip"
    day: str = "group"
    topic: int = 0
    min_weight: int = 0
    change_overrides: bool = True
    presupposed: bool = True
    change_repeat_days: int = 30


RULES = Rules()
