"""A party's positions on one issue as a drawing: plain numbers, from which a template makes SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wire import Shift, Statement

SIDE = 2.0
"""Per cent of the width that stay free on either side, for whole dots."""

LEVEL = 20.0
"""Per cent of the height from one stance to the next: +2 stands at 10, -2 at 90."""


@dataclass(frozen=True)
class Point:
    """A statement or a shift: per cent from the left and from the top.

    `row`: its number in the list beside the drawing, from 1; None where it is not listed.
    """

    x: float
    y: float
    document: Statement | Shift
    row: int | None = None


@dataclass(frozen=True)
class Line:
    """One issue's drawing, oldest first: `path` is a step line through the statements' stances."""

    path: str
    points: tuple[Point, ...]
    first: datetime
    last: datetime


def line(
    documents: Sequence[Statement | Shift], rows: Sequence[Statement | Shift], most: int
) -> Line | None:
    """The newest `most` of the statements with a stance and of the shifts, oldest first.

    `rows` are the documents in the list. None where there is nothing to draw.
    """
    shown = [each for each in documents if isinstance(each, Shift) or each.stance is not None]
    shown = sorted(shown, key=lambda each: (each.at, isinstance(each, Shift), each.id))[-most:]
    if not shown:
        return None
    first, last = shown[0].at, shown[-1].at
    span = (last - first).total_seconds()
    listed = {each.id: number for number, each in enumerate(rows, 1)}
    points = []
    for each in shown:
        share = (each.at - first).total_seconds() / span if span else 0.5
        stance = each.after.stance if isinstance(each, Shift) else each.stance or 0
        points.append(
            Point(
                x=round(SIDE + share * (100 - 2 * SIDE), 1),
                y=50 - stance * LEVEL,
                document=each,
                row=listed.get(each.id),
            )
        )
    said = [point for point in points if isinstance(point.document, Statement)]
    return Line(_steps(said), tuple(points), first, last)


def _steps(points: Sequence[Point]) -> str:
    if not points:
        return ""
    start = f"M{points[0].x:g} {points[0].y:g}"
    return start + "".join(f"H{each.x:g}V{each.y:g}" for each in points[1:])
