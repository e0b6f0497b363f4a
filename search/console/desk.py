"""What every page and call works with: index, sources, clock, numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from runtime.clock import Clock, SystemClock
from runtime.metrics import Registry
from search.console.counts import Counts
from search.console.sources import Sources
from search.index import Index


@dataclass(frozen=True)
class Desk:
    """`party_name` gives the name under which a party is kept for what a person types."""

    index: Index[Any]
    sources: Sources
    clock: Clock
    registry: Registry
    party_name: Callable[[str], str] = str
    version: str = ""
    counts: Counts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counts(self.index, SystemClock()))


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found
