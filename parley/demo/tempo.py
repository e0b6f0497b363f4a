"""The demo's tempo: days in seconds, and weeks in which nothing is published are skipped."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from parley.demo.newsroom import Newsroom
from runtime.clock import Clock, ScaledClock, SystemClock

LEAD_IN = timedelta(hours=2)
"""A stretch begins this long before its first story, so that every feed is read once before it."""
LEAD_OUT = timedelta(hours=2)
QUIET = timedelta(days=4)
"""A pause between two stories longer than this is skipped; weekends and holidays are not."""
SECONDS_ONCE = 25.0
"""How long the whole takes in --once mode, in real seconds, whatever time the newsrooms span."""
SECONDS_WATCHING = 100.0
"""How long it takes when a person looks on."""


@dataclass(frozen=True)
class Stretch:
    """A time in which stories come out, with a little room before the first and after the last."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Tempo:
    """The stretches of time that are lived through, in order, apart from one another."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, moments: Iterable[datetime]) -> "Tempo":
        """The stretches that hold these moments; raises ValueError when there is none."""
        ordered = sorted(moments)
        if not ordered:
            raise ValueError("a tempo needs at least one moment")
        starts, ends = [ordered[0]], []
        for earlier, later in pairwise(ordered):
            if later - earlier > QUIET:
                ends.append(earlier)
                starts.append(later)
        ends.append(ordered[-1])
        return cls(
            tuple(
                Stretch(start - LEAD_IN, end + LEAD_OUT)
                for start, end in zip(starts, ends, strict=True)
            )
        )

    @property
    def start(self) -> datetime:
        """When the demo's clock begins."""
        return self.stretches[0].start

    @property
    def lived(self) -> timedelta:
        """All stretches together, the skipped time left out."""
        return sum((s.end - s.start for s in self.stretches), timedelta())

    def rate(self, seconds: float) -> float:
        """How many seconds pass in one real second when the whole is to take `seconds`."""
        return self.lived.total_seconds() / seconds

    def jump_from(self, now: datetime) -> datetime | None:
        """Start of the next stretch when none holds `now`; None when one does, or none is left."""
        if any(stretch.start <= now < stretch.end for stretch in self.stretches):
            return None
        return next((s.start for s in self.stretches if s.start > now), None)


class DemoClock(ScaledClock):
    """The demo's clock. With `held` it stands still until `start`.

    Loading a language model takes seconds, which would be a week of the newsrooms' time.
    """

    def __init__(self, tempo: Tempo, seconds: float, base: Clock, *, held: bool) -> None:
        self._held = _HeldClock(base)
        super().__init__(tempo.start, tempo.rate(seconds), self._held)
        if not held:
            self.start()

    def start(self) -> None:
        """Let time pass; does nothing when it passes already."""
        self._held.release()


class _HeldClock:
    """Another clock's time, which begins to pass at `release`."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._released = asyncio.Event()
        self._zero = 0.0

    def release(self) -> None:
        if not self._released.is_set():
            self._zero = self._base.monotonic()
            self._released.set()

    def now(self) -> datetime:
        return self._base.now()

    def monotonic(self) -> float:
        return self._base.monotonic() - self._zero if self._released.is_set() else 0.0

    async def sleep(self, seconds: float) -> None:
        await self._released.wait()
        await self._base.sleep(seconds)


def demo_clock(
    newsrooms: Sequence[Newsroom],
    seconds: float = SECONDS_ONCE,
    base: Clock | None = None,
    *,
    held: bool = False,
) -> DemoClock:
    """A clock that begins shortly before the first story and passes the last after `seconds`."""
    return DemoClock(tempo_of(newsrooms), seconds, base or SystemClock(), held=held)


def tempo_of(newsrooms: Sequence[Newsroom]) -> Tempo:
    """The tempo of all stories of these newsrooms."""
    return Tempo.of(story.published_at for room in newsrooms for story in room.stories)
