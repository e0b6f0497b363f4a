"""What every page and call works with: index, sources, clock, numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from runtime.clock import Clock
from runtime.metrics import Registry
from search.alerts.local import AlertDesk
from search.console.sources import Sources
from search.index import Index
from search.verdicts.local import Verdicts


@dataclass(frozen=True)
class Desk:
    """`party_name` gives the name under which a party is kept for what a person types."""

    index: Index[Any]
    sources: Sources
    clock: Clock
    registry: Registry
    alerts: AlertDesk
    verdicts: Verdicts
    party_name: Callable[[str], str] = str
    version: str = ""


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found
