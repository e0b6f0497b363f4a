"""Time as a value that is passed in: the real clock, and one that runs faster.

Nothing else in Parley asks the operating system for the time, so a test or the demo can decide it.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a caller may ask for. `now` may step (a system's clock is set); `monotonic` never."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed point: only differences mean something."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed; at once for zero or less."""
        ...


class SystemClock:
    """The operating system's time."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed point."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed."""
        await asyncio.sleep(max(0.0, seconds))


class ScaledClock:
    """A clock on which one second of `base` is `rate` seconds, and which can jump ahead.

    `monotonic` and `sleep` are in this clock's own seconds. A jump wakes the sleepers it passes.
    To be used from one event loop.
    """

    def __init__(self, start: datetime, rate: float, base: Clock | None = None) -> None:
        if rate <= 0:
            raise ValueError(f"rate must be above zero, not {rate}")
        if start.tzinfo is None:
            raise ValueError("start must say its time zone")
        self._base = base or SystemClock()
        self._start = start.astimezone(UTC)
        self._rate = rate
        self._zero = self._base.monotonic()
        self._skipped = 0.0
        self._jumped: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Seconds since some fixed point."""
        return (self._base.monotonic() - self._zero) * self._rate + self._skipped

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed."""
        deadline = self.monotonic() + seconds
        while (remaining := deadline - self.monotonic()) > 0:
            await self._wait(remaining / self._rate)
        await asyncio.sleep(0)

    def jump_to(self, moment: datetime) -> None:
        """Skip the time between now and `moment`; a moment that has passed changes nothing."""
        ahead = (moment - self.now()).total_seconds()
        if ahead <= 0:
            return
        self._skipped += ahead
        for waiter in self._jumped:
            if not waiter.done():
                waiter.set_result(None)

    async def _wait(self, base_seconds: float) -> None:
        jumped: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._jumped.add(jumped)
        slept = asyncio.ensure_future(self._base.sleep(base_seconds))
        try:
            await asyncio.wait({jumped, slept}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._jumped.discard(jumped)
            jumped.cancel()
            slept.cancel()
