"""Drawings as plain numbers, from which the templates make SVG attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wire import Shift, Statement

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


@dataclass(frozen=True)
class Dot:
    """A statement or a shift in a timeline's drawing."""

    x: float
    y: float
    document: Statement | Shift


@dataclass(frozen=True)
class Line:
    """One issue's drawing: a step line over the stances from -2 (below) to +2 (above)."""

    path: str
    dots: tuple[Dot, ...]
    turns: tuple[Dot, ...]
    first: datetime
    last: datetime


LINE_HEIGHT = 100.0
EDGE = 10.0
MAX_DOTS = 100
"""Newest statements that are drawn; more dots than this are a smear."""


def line(documents: Sequence[Statement | Shift]) -> Line | None:
    """The drawing of an issue's statements with a stance, and of its shifts, oldest first."""
    said = [each for each in documents if isinstance(each, Statement) and each.stance is not None][
        -MAX_DOTS:
    ]
    turns = [each for each in documents if isinstance(each, Shift)]
    if not said and not turns:
        return None
    moments = sorted([*(each.at for each in said), *(each.at for each in turns)])
    first, last = moments[0], moments[-1]
    span = (last - first).total_seconds() or 1.0

    def dot(document: Statement | Shift, stance: int) -> Dot:
        share = (document.at - first).total_seconds() / span if first < last else 0.5
        return Dot(
            x=round(EDGE + share * (WIDTH - 2 * EDGE), 1),
            y=round(LINE_HEIGHT / 2 - stance * (LINE_HEIGHT / 2 - EDGE) / 2, 1),
            document=document,
        )

    dots = tuple(dot(each, each.stance or 0) for each in said)
    turned = tuple(dot(each, each.after.stance) for each in turns)
    return Line(_steps(dots), dots, turned, first, last)


def _steps(dots: Sequence[Dot]) -> str:
    if not dots:
        return ""
    return f"M{dots[0].x} {dots[0].y}" + "".join(f"H{each.x}V{each.y}" for each in dots[1:])


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
