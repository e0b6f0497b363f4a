"""How long news takes on its way, step by step: in words, and as bars to draw."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from runtime.metrics.catalogue import DELAY_SECONDS, DELAY_STEPS
from search.console.words import duration

NEWEST = 500
"""Articles and messages that are looked at."""

STAGES = ("published", "seen", "extracted", "stored", "sent")
WIDTH, HEIGHT, GAP = 240.0, 40.0, 2.0

MEANING = {
    "published_seen": "the outlet's own delay, and the wait until its feed is asked again",
    "seen_extracted": "reading, and the wait for other articles before it",
    "extracted_stored": "writing it with all that follows from it",
    "stored_sent": "from a stored article to its alert at a target; quiet hours and digests count",
}


@dataclass(frozen=True)
class Bar:
    """How many took so long ("under 0.5 s", "over a day"), and where the bar stands."""

    says: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Step:
    """One step of the way; `median` and `p95` in words, `bars` from the shortest to the longest."""

    begin: str
    end: str
    meaning: str
    number: int
    median: str
    p95: str
    bars: tuple[Bar, ...]


def steps(seconds: Mapping[str, Sequence[float]]) -> list[Step]:
    """The steps that anything was measured of, in the order of the way."""
    return [
        _step(name, begin, end, sorted(max(0.0, each) for each in seconds[name]))
        for name, (begin, end) in zip(DELAY_STEPS, pairwise(STAGES), strict=True)
        if seconds.get(name)
    ]


def _step(name: str, begin: str, end: str, measured: list[float]) -> Step:
    bounds = DELAY_SECONDS.buckets
    numbers = [0] * (len(bounds) + 1)
    for each in measured:
        numbers[bisect_left(bounds, each)] += 1
    most, width = max(numbers), WIDTH / len(numbers)
    bars = []
    for place, number in enumerate(numbers):
        height = max(1.5, HEIGHT * number / most) if number else 0.0
        bars.append(
            Bar(
                says=_range(bounds, place),
                number=number,
                x=round(place * width, 1),
                y=round(HEIGHT - height, 1),
                width=round(width - GAP, 1),
                height=round(height, 1),
            )
        )
    return Step(
        begin=begin,
        end=end,
        meaning=MEANING[name],
        number=len(measured),
        median=duration(measured[(len(measured) - 1) // 2]),
        p95=duration(measured[min(len(measured) - 1, int(len(measured) * 0.95))]),
        bars=tuple(bars),
    )


def _range(bounds: Sequence[float], place: int) -> str:
    if place == len(bounds):
        return f"over {duration(bounds[-1])}"
    upto = f"up to {duration(bounds[place])}"
    return upto if place == 0 else f"{duration(bounds[place - 1])} {upto.removeprefix('up ')}"
