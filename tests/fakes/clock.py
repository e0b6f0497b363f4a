"""A clock that stands still until the test moves it."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class ManualClock:
    """`advance` moves it and wakes the sleepers whose time has come."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (self._passed + seconds, waiter)
        self._sleepers.append(entry)
        try:
            await waiter
        finally:
            if entry in self._sleepers:
                self._sleepers.remove(entry)

    @property
    def sleeping(self) -> int:
        """How many wait for this clock."""
        return len(self._sleepers)

    def next_wake(self) -> float | None:
        """Seconds until the next sleeper is due; None when nobody sleeps."""
        return min((due for due, _ in self._sleepers), default=None) and (
            min(due for due, _ in self._sleepers) - self._passed
        )

    def step(self, seconds: float) -> None:
        """Set the time of day, as a person or NTP does: whoever sleeps does not notice."""
        self._start += timedelta(seconds=seconds)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._passed += seconds
        for due, waiter in sorted(self._sleepers, key=lambda sleeper: sleeper[0]):
            if due <= self._passed and not waiter.done():
                waiter.set_result(None)
