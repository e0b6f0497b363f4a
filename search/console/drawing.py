"""The histogram of a search as plain numbers, from which a template makes SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MAX_BARS = 60
WIDTH, HEIGHT = 600.0, 96.0
STEPS = (1, 2, 7, 14, 28, 91, 182, 364)
"""Days that one bar may stand for."""


@dataclass(frozen=True)
class Bar:
    """One bar of a histogram: the days from `first` until before `until`."""

    first: date
    until: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Histogram:
    """The bars, and what is written beside them."""

    bars: tuple[Bar, ...]
    most: int
    step: int


def histogram(days: Sequence[tuple[date, int]]) -> Histogram | None:
    """Bars for the days with their numbers, oldest first; None where there is nothing to draw."""
    if not days:
        return None
    first, last = days[0][0], days[-1][0]
    span = (last - first).days + 1
    step = next((size for size in STEPS if span <= size * MAX_BARS), span // MAX_BARS + 1)
    numbers = [0] * ((span - 1) // step + 1)
    for day, number in days:
        numbers[(day - first).days // step] += number
    most = max(numbers)
    width = WIDTH / max(len(numbers), 8)
    bars = []
    for place, number in enumerate(numbers):
        height = HEIGHT * number / most if number else 0.0
        begin = first + timedelta(days=place * step)
        bars.append(
            Bar(
                first=begin,
                until=_later(begin, step),
                number=number,
                x=round(place * width, 1),
                y=round(HEIGHT - height, 1),
                width=round(max(width - 2, 1), 1),
                height=round(max(height, 2.0) if number else 0.0, 1),
            )
        )
    return Histogram(tuple(bars), most, step)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
