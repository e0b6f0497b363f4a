"""Counts over all that matches, kept for a while where they take long.

Facets and days of a hundred thousand documents take a second, and hardly change within a minute.
Counts that are quick are made anew each time, so that a small store is always exact.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from runtime.clock import Clock
from search.index import Index, Kind
from search.query import Query

V = TypeVar("V")

QUICK_SECONDS = 0.03
KEPT_TIMES = 60
"""What took long is kept this many times as long as it took."""

MOST_KEPT = 200

Facets = dict[str, list[tuple[str, int]]]


class Counts:
    """The counts of an index. May be used from any thread; `clock` gives the passing of time."""

    def __init__(self, index: Index[Any], clock: Clock) -> None:
        self._index = index
        self._clock = clock
        self._kept: OrderedDict[tuple[str, Kind, Query], tuple[float, Any]] = OrderedDict()
        self._guard = threading.Lock()

    def facets(self, kind: Kind, query: Query) -> Facets:
        """See `Index.facets`."""
        return self._counted("facets", kind, query, self._index.facets)

    def per_day(self, kind: Kind, query: Query) -> list[tuple[date, int]]:
        """See `Index.per_day`."""
        return self._counted("per_day", kind, query, self._index.per_day)

    def _counted(self, what: str, kind: Kind, query: Query, count: Callable[[Kind, Query], V]) -> V:
        place = (what, kind, query)
        started = self._clock.monotonic()
        with self._guard:
            until, found = self._kept.get(place, (started, None))
        if until > started:
            kept: V = found
            return kept
        made = count(kind, query)
        now = self._clock.monotonic()
        with self._guard:
            self._kept.pop(place, None)
            if now - started > QUICK_SECONDS:
                self._kept[place] = (now + (now - started) * KEPT_TIMES, made)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made
