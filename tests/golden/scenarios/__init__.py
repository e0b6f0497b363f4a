"""Scenarios: a few lines of news each, with the timeline and the shifts that a reader sees in them.

Invented quarrels between real names of states, and invented bodies. One scenario for each rule and
trap of reading positions; `tests/processors/test_scenarios_golden.py` holds Parley to them.
"""

from dataclasses import dataclass
from typing import Literal

Stand = Literal["yes", "no"]


@dataclass(frozen=True)
class News:
    """An article: its day, its text, who publishes it; `edits` is the number of one it corrects."""

    day: float
    text: str
    outlet: str = "The Courant"
    edits: int | None = None


Held = tuple[float, str, str, Stand, str]
"""Day, party, issue, willing or not, towards whom (names with a plus between them, or nobody)."""

Turned = tuple[float, str, str, str, str]
"""Day, party, issue, direction, state; with " mixed" where the party also said the opposite."""


@dataclass(frozen=True)
class Scenario:
    """News in the order of their days, what each party holds by them, and where it turned."""

    name: str
    news: tuple[News, ...]
    timeline: tuple[Held, ...]
    shifts: tuple[Turned, ...] = ()
