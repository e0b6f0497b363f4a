"""What a process of the cluster did with its inputs: in = done + dropped + dead + returned.

Counted by stage and by the hour of the input's own time (its message's timestamp in Kafka). An hour
in which nothing has happened for a while is closed: what is missing in it is not under way, it is
lost. The account is of one process's life; what it had under way when it died is still uncommitted,
and its partition's next owner takes it in again.

The local shell keeps the same account in its database (`runtime/ledger.py`).
"""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from runtime.clock import Clock
from runtime.metrics import Registry
from runtime.metrics.catalogue import DEAD_LETTERS, DROPPED, UNACCOUNTED
from runtime.metrics.cluster import INPUTS
from wire.dead_letter import ErrorClass

SETTLED_SECONDS = 600.0
"""Longer than any retry of one message takes."""


@dataclass
class _Hour:
    """Of one stage and one hour of inputs: how many are open, and when one last came or went."""

    missing: int = 0
    changed: float = 0.0


@dataclass
class Accounts:
    """The account of one process, kept in its metrics. Safe from any thread.

    `at` is any moment within the input's hour: the same one must be given when it comes and when
    it goes.
    """

    clock: Clock
    registry: Registry
    settled_seconds: float = SETTLED_SECONDS
    _hours: dict[tuple[str, datetime], _Hour] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def take(self, stage: str, at: datetime, n: int = 1) -> None:
        """`n` inputs came in."""
        self._note(stage, at, n, "in")

    def done(self, stage: str, at: datetime, n: int = 1) -> None:
        """Their effects are stored or acknowledged."""
        self._note(stage, at, n, "done")

    def drop(self, stage: str, at: datetime, reason: str, n: int = 1) -> None:
        """They were left out on purpose."""
        if not reason:
            raise ValueError("what is dropped is dropped for a reason")
        self._note(stage, at, n, "dropped")
        self.registry.add(DROPPED, n, stage=stage, reason=reason)

    def bury(self, stage: str, at: datetime, error: ErrorClass, n: int = 1) -> None:
        """They became dead letters, which Kafka has acknowledged."""
        self._note(stage, at, n, "dead")
        self.registry.add(DEAD_LETTERS, n, stage=stage, error=error)

    def give_back(self, stage: str, at: datetime, n: int = 1) -> None:
        """They were not worked: their partition went to another process."""
        self._note(stage, at, n, "returned")

    def under_way(self, stage: str) -> int:
        """Inputs that are neither done, dropped, dead nor returned, in all hours."""
        with self._guard:
            return sum(each.missing for (name, _), each in self._hours.items() if name == stage)

    def settle(self) -> dict[str, int]:
        """What is missing in the closed hours, by stage; sets the metric of it.

        Hours that add up are forgotten, so that a backfill of years needs no memory.
        """
        now = self.clock.monotonic()
        missing: dict[str, int] = {}
        with self._guard:
            for (stage, hour), each in list(self._hours.items()):
                missing.setdefault(stage, 0)
                if now - each.changed < self.settled_seconds:
                    continue
                if each.missing:
                    missing[stage] += abs(each.missing)
                else:
                    del self._hours[stage, hour]
        for stage, number in missing.items():
            self.registry.set(UNACCOUNTED, number, stage=stage)
        return missing

    def _note(self, stage: str, at: datetime, n: int, outcome: str) -> None:
        self.registry.add(INPUTS, n, stage=stage, outcome=outcome)
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        with self._guard:
            account = self._hours.setdefault((stage, hour), _Hour())
            account.missing += n if outcome == "in" else -n
            account.changed = self.clock.monotonic()
