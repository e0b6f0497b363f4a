"""The few numbers of the timeline view, each with its reason.

Chosen on readers' statements and on extracted ones, over dated items and full articles together;
each stands in a wide flat stretch, so none is fitted to one of them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """How a change of position is told from noise."""

    step: int = 3
    """A move of the stance across the line between willing and unwilling counts from this length:
    from a doubt to a plain yes, from a refusal to an opening. Shorter ones are mostly wording."""

    telling_step: int = 2
    """The same where a condition came or went, or where the words themselves tell of a change."""

    trusted: float = 0.65
    """A statement that is trusted less says nothing about a position (see `weight.trust`)."""

    drowned: float = 0.5
    """Of two opposite sides on one day the lighter is drowned below this share of the heavier;
    above it the party sends mixed signals, and the position stays what it was."""

    main: float = 0.5
    """An utterance that names no other side is meant for the one that had more than this share of
    all those before that named one."""

    quiet_days: int = 1
    """A second shift in the same direction this soon is the same shift, reported again."""

    repeat_days: int = 30
    """Words that tell of a change ("resumed talks") are said again for weeks after it."""


RULES = Rules()
