"""The turns of a timeline, again and again while its utterances become more."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from processors.shifts.positions import Positions, Turn
from processors.shifts.prefix import alike
from processors.shifts.rules import Rules
from processors.shifts.utterances import Utterance

STRIDE = 32
"""Utterances from one halt to the next: working that many costs a twentieth of a millisecond."""

HALTS = 16
"""The last so many are kept: most news is about the last weeks. What comes for an earlier day is
worked from the beginning."""


@dataclass(frozen=True)
class _Halt:
    """How things stood after so many utterances and turns, at the end of a day."""

    sayings: int
    turns: int
    positions: Positions


class Turns:
    """The changes of position, worked from the day on from which something is new.

    What is remembered between calls saves time and changes no answer: turns of earlier days are the
    same objects.
    """

    def __init__(self, rules: Rules) -> None:
        self._begin = _Halt(0, 0, Positions(rules))
        self._halts: list[_Halt] = []
        self._sayings: list[Utterance] = []
        self._found: list[Turn] = []

    def of(self, sayings: list[Utterance]) -> list[Turn]:
        """The turns that these utterances, given in order, bring about."""
        same = alike(self._sayings, sayings)
        halts = [halt for halt in self._halts if _stands(halt, sayings, same)]
        last = halts[-1] if halts else self._begin
        done, found = last.sayings, self._found[: last.turns]
        positions = last.positions.copy()
        for _, day in groupby(sayings[done:], key=attrgetter("day")):
            if done - last.sayings >= STRIDE:
                last = _Halt(done, len(found), positions.copy())
                halts = [*halts[1 - HALTS :], last]
            today = list(day)
            found += positions.turns(today)
            done += len(today)
        self._halts, self._sayings, self._found = halts, sayings, found
        return found


def _stands(halt: _Halt, sayings: Sequence[Utterance], same: int) -> bool:
    """Whether all before the halt is as it was, and what follows is of a later day."""
    number = halt.sayings
    if number > same:
        return False
    return number == len(sayings) or sayings[number - 1].day < sayings[number].day
