"""What every stage of a worker shares."""

from dataclasses import dataclass

from faust.types import EventT

from runtime.accounts import Accounts
from runtime.clock import Clock
from runtime.health import Health
from runtime.kafka import Publisher
from runtime.metrics import Registry
from runtime.settings import Settings

Event = EventT[bytes]
"""A message as Faust gives it; ours are bytes until we have looked at them."""


@dataclass(frozen=True)
class Around:
    """Settings, clock, and where messages and numbers go."""

    settings: Settings
    publisher: Publisher
    clock: Clock
    registry: Registry
    health: Health
    accounts: Accounts
