"""Counts that take long are kept for a while, quick ones never."""

from search.console.counts import KEPT_TIMES, MOST_KEPT, Counts
from search.index import Kind
from search.query import Query, parse
from tests.fakes.clock import ManualClock
from tests.fakes.index import FakeIndex

EVERYTHING = parse("")


class SlowIndex(FakeIndex):
    """Takes so many seconds of the clock for its facets."""

    def __init__(self, clock: ManualClock, seconds: float) -> None:
        super().__init__()
        self.clock, self.seconds, self.asked = clock, seconds, 0

    def facets(self, kind: Kind, query: Query) -> dict[str, list[tuple[str, int]]]:
        self.asked += 1
        self.clock.advance(self.seconds)
        return super().facets(kind, query)


def test_what_took_long_is_kept_in_proportion() -> None:
    clock = ManualClock()
    index = SlowIndex(clock, 1.0)
    counts = Counts(index, clock)
    counts.facets("statement", EVERYTHING)
    clock.advance(KEPT_TIMES - 1)
    counts.facets("statement", EVERYTHING)
    assert index.asked == 1
    counts.facets("shift", EVERYTHING)
    assert index.asked == 2
    clock.advance(2)
    counts.facets("statement", EVERYTHING)
    assert index.asked == 3


def test_quick_counts_are_always_new() -> None:
    clock = ManualClock()
    index = SlowIndex(clock, 0.01)
    counts = Counts(index, clock)
    for _ in range(3):
        counts.facets("statement", EVERYTHING)
    assert index.asked == 3


def test_what_is_kept_has_an_end() -> None:
    clock = ManualClock()
    counts = Counts(SlowIndex(clock, 1.0), clock)
    for number in range(MOST_KEPT + 5):
        counts.facets("statement", parse(f"word{number}"))
    assert len(counts._kept) == MOST_KEPT
