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

    any_fallback: str = "all"
    ignore_zero: bool = True
    hostile: str = "skip"
    day: str = "vote"
    first_bonus: float = 2.0
    dominance: float = 0.5
    topic: int = 0
    min_weight: int = 0
    change_overrides: bool = True
    presupposed: bool = True
    change_repeat_days: int = 30
    truce: bool = False
    other_needs_change: bool = False
    weak: str = "keep"
    condition: bool = False
    change_step: bool = True


RULES = Rules()
