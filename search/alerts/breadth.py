"""Whether a watch asks for so much that it would tell of everything and so of nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from search.alerts.searching import PartyName, Search, search_of
from search.alerts.trial import LOOK_BACK, Trial, trial
from search.index.protocol import Index
from search.query import EVERYTHING, LEAST, After, And, sure_enough
from wire.watch import Watch

Breadth = Literal["narrow", "broad", "everything"]

BROAD = 0.5
"""From this share of all documents of its kind on, a watch is broad."""

FEW = 20
"""Among fewer documents than this a share says nothing yet."""

MOST_TRIED = 300
"""Documents that are made into alerts; the newest, and more would tell nothing else."""


@dataclass(frozen=True)
class Weighed:
    """What a watch would have caught: `matched` of the `of` documents of its kind."""

    trial: Trial
    matched: int
    of: int
    breadth: Breadth


def weigh(watch: Watch, index: Index[Any], now: datetime, party_name: PartyName = str) -> Weighed:
    """Try a watch before it is kept. Raises `QueryError`, `SearchTimeout`."""
    search, since = search_of(watch, party_name), After(now - LOOK_BACK)
    found = trial(watch, index, now, party_name, most=MOST_TRIED)
    of = index.count(search.kind, since)
    matched = found.matched
    if found.capped:
        matched = index.count(search.kind, And((search.query, since)))
    return Weighed(found, matched, of, breadth(search, matched, of))


def breadth(search: Search, matched: int, of: int) -> Breadth:
    """How much a watch asks for, which met `matched` of the `of` documents of some time.

    A watch on every article or statement is never kept. One on every shift is a wire service, and
    one on most documents may be meant: a person is asked whether it is.
    """
    if search.query == EVERYTHING and search.kind != "shift":
        return "everything"
    every_shift = search.kind == "shift" and (
        search.query == sure_enough(EVERYTHING, "shift")
        or (search.query == EVERYTHING and search.least_confidence <= LEAST)
    )
    return "broad" if every_shift or (of >= FEW and matched >= BROAD * of) else "narrow"
