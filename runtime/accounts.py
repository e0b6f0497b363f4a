"""What a process of the cluster did with its inputs: in = done + dropped + dead + returned.

Counted by stage and by the hour of the input's own time (its message's timestamp in Kafka). An hour
in which nothing has happened for a while is closed: what is missing in it is not under way, it is
lost. The account is of one process's life; what it had under way when it died is still uncommitted,
and its partition's next owner takes it in again.

The local shell keeps the same account in its database (`runtime/ledger.py`). Here whoever is to
tell it to others (`runtime/kafka/accounting.py`) asks for the hours that changed.
"""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from runtime.clock import Clock
from runtime.metrics import Registry
from runtime.metrics.catalogue import DEAD_LETTERS, DROPPED, UNACCOUNTED
from runtime.metrics.cluster import INPUTS
from wire.dead_letter import ErrorClass

SETTLED_SECONDS = 600.0
"""Longer than any retry of one message takes."""


@dataclass(frozen=True)
class Hour:
    """The account of one stage and one hour of inputs, as a process has it at a moment.

    `number` is its own in the process's life, `edition` grows with every change.
    """

    number: int
    edition: int
    stage: str
    beginning: datetime
    taken: int
    done: int
    dropped: dict[str, int]
    dead: int
    returned: int


@dataclass
class _Hour:
    """How many went which way, how many are open, and when one last came or went."""

    number: int
    counts: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    changed: float = 0.0
    edition: int = 0
    told: int = 0


@dataclass
class Accounts:
    """The account of one process, kept in its metrics. Safe from any thread.

    `at` is any moment within the input's hour: the same one must be given when it comes and when
    it goes. With `tells` no hour is forgotten before it was told.
    """

    clock: Clock
    registry: Registry
    settled_seconds: float = SETTLED_SECONDS
    tells: bool = False
    _number: int = 0
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
        self._note(stage, at, n, "dropped", reason)
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
                elif each.told == each.edition or not self.tells:
                    del self._hours[stage, hour]
        for stage, number in missing.items():
            self.registry.set(UNACCOUNTED, number, stage=stage)
        return missing

    def untold(self) -> list[Hour]:
        """The hours that have changed since they were told, and those that do not add up."""
        with self._guard:
            return [
                Hour(
                    number=each.number,
                    edition=each.edition,
                    stage=stage,
                    beginning=hour,
                    taken=each.counts["in"],
                    done=each.counts["done"],
                    dropped=dict(each.dropped),
                    dead=each.counts["dead"],
                    returned=each.counts["returned"],
                )
                for (stage, hour), each in self._hours.items()
                if each.missing or each.edition != each.told
            ]

    def told(self, hours: Iterable[Hour]) -> None:
        """Others know these."""
        with self._guard:
            for hour in hours:
                known = self._hours.get((hour.stage, hour.beginning))
                if known is not None and known.number == hour.number:
                    known.told = max(known.told, hour.edition)

    def leave(self) -> None:
        """The process ends: what is under way is not committed, and goes to others."""
        with self._guard:
            going = [
                (stage, hour, each.missing)
                for (stage, hour), each in self._hours.items()
                if each.missing > 0
            ]
        for stage, hour, missing in going:
            self.give_back(stage, hour, missing)

    def _note(self, stage: str, at: datetime, n: int, outcome: str, reason: str = "") -> None:
        self.registry.add(INPUTS, n, stage=stage, outcome=outcome)
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        with self._guard:
            if (stage, hour) not in self._hours:
                self._number += 1
                self._hours[stage, hour] = _Hour(self._number)
            account = self._hours[stage, hour]
            account.counts[outcome] += n
            if reason:
                account.dropped[reason] += n
            account.edition += 1
            account.missing += n if outcome == "in" else -n
            account.changed = self.clock.monotonic()
