"""A party's positions on one issue as a drawing: plain numbers, from which a template makes SVG."""

from collections import Counter
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
class Lane:
    """What was said towards one side: `path` is a step line through the statements' stances.

    `towards` is empty where one lane has everything; `others` is the lane of all the rest, whose
    stances are of different sides, so that no line joins them.
    """

    towards: str
    path: str
    points: tuple[Point, ...]
    others: bool = False


@dataclass(frozen=True)
class Line:
    """One issue's drawing, oldest first: a lane for each side, with one axis of time for all."""

    lanes: tuple[Lane, ...]
    first: datetime
    last: datetime


def line(
    documents: Sequence[Statement | Shift],
    rows: Sequence[Statement | Shift],
    most: int,
    apart: int = 1,
) -> Line | None:
    """The newest `most` of the statements with a stance and of the shifts, oldest first.

    A party may be soft to one and hard to another: the `apart` sides that were meant oftenest have
    a lane each. `rows` are the documents in the list. None where there is nothing to draw.
    """
    shown = [each for each in documents if isinstance(each, Shift) or each.stance is not None]
    shown = sorted(shown, key=lambda each: (each.at, isinstance(each, Shift), each.id))[-most:]
    if not shown:
        return None
    first, last = shown[0].at, shown[-1].at
    listed = {each.id: number for number, each in enumerate(rows, 1)}
    points = [_point(each, first, last, listed.get(each.id)) for each in shown]
    meant = Counter(name for each in shown for name in each.counterparties)
    if len(meant) < 2:
        return Line((_lane("", points),), first, last)
    named = [name for name, _ in sorted(meant.items(), key=lambda pair: (-pair[1], pair[0]))]
    named = named[:apart]
    lanes = [
        _lane(name, [p for p in points if name in p.document.counterparties]) for name in named
    ]
    rest = [point for point in points if not {*point.document.counterparties} & {*named}]
    if rest:
        lanes.append(Lane("", "", tuple(rest), others=True))
    return Line(tuple(lanes), first, last)


def _point(document: Statement | Shift, first: datetime, last: datetime, row: int | None) -> Point:
    span = (last - first).total_seconds()
    share = (document.at - first).total_seconds() / span if span else 0.5
    stance = document.after.stance if isinstance(document, Shift) else document.stance or 0
    return Point(
        x=round(SIDE + share * (100 - 2 * SIDE), 1),
        y=50 - stance * LEVEL,
        document=document,
        row=row,
    )


def _lane(towards: str, points: Sequence[Point]) -> Lane:
    said = [point for point in points if isinstance(point.document, Statement)]
    return Lane(towards, _steps(said), tuple(points))


def _steps(points: Sequence[Point]) -> str:
    if not points:
        return ""
    start = f"M{points[0].x:g} {points[0].y:g}"
    return start + "".join(f"H{each.x:g}V{each.y:g}" for each in points[1:])
