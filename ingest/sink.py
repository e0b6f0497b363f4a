"""Where the poller hands over what it found; whoever runs it decides what storing means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ingest.decide.entries import DropReason
from ingest.state import SeenMark
from wire import Article, DeadLetter


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that is new or changed. `raw_entry` is the entry as the feed had it, in JSON."""

    article: Article
    seen: SeenMark
    raw_entry: bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """`n` entries of a feed left out for a reason; `seen` is the entry's mark where it is one."""

    reason: DropReason
    feed: str
    at: datetime
    n: int = 1
    seen: SeenMark | None = None


class Sink(Protocol):
    """Takes what the poller found.

    Each call returns only when the effects are stored, the seen mark in the same transaction: then
    a kill at any moment repeats an entry and never loses one. What a call raises ends the poller.
    Calls for different entries come at the same time.
    """

    async def arrived(self, arrival: Arrival) -> None:
        """An article is there."""
        ...

    async def dropped(self, dropped: Dropped) -> None:
        """Entries were left out on purpose."""
        ...

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        """A feed or an entry could not be taken; with a mark it is not tried again as it is."""
        ...
