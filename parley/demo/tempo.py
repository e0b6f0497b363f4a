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
SECONDS_ONCE = 15.0
"""How long the newsrooms' time takes in --once mode, in real seconds, whatever it spans.

The time in which articles are read comes to it.
"""
SECONDS_WATCHING = 90.0
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
    """The demo's clock, which can be held.

    Loading a language model takes seconds and reading an article a fraction of one: at this tempo
    that would be weeks and hours of the newsrooms' time, and corrections would come before what
    they correct was read.
    """

    def __init__(self, tempo: Tempo, seconds: float, base: Clock) -> None:
        self.base = base
        self._pausing = _PausingClock(base)
        super().__init__(tempo.start, tempo.rate(seconds), self._pausing)

    def hold(self) -> None:
        """Stand still until `go`."""
        self._pausing.hold()

    def go(self) -> None:
        """Let time pass; does nothing when it passes already."""
        self._pausing.go()


class _PausingClock:
    """Another clock's time without the pauses."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._passed = 0.0
        self._since: float | None = base.monotonic()
        self._going = asyncio.Event()
        self._going.set()

    def hold(self) -> None:
        self._passed = self.monotonic()
        self._since = None
        self._going.clear()

    def go(self) -> None:
        if self._since is None:
            self._since = self._base.monotonic()
            self._going.set()

    def now(self) -> datetime:
        return self._base.now()

    def monotonic(self) -> float:
        if self._since is None:
            return self._passed
        return self._passed + self._base.monotonic() - self._since

    async def sleep(self, seconds: float) -> None:
        deadline = self.monotonic() + seconds
        await self._going.wait()
        while (remaining := deadline - self.monotonic()) > 0:
            await self._base.sleep(remaining)
            await self._going.wait()


def demo_clock(
    newsrooms: Sequence[Newsroom], seconds: float = SECONDS_ONCE, base: Clock | None = None
) -> DemoClock:
    """A clock that begins shortly before the first story and passes the last after `seconds`."""
    return DemoClock(tempo_of(newsrooms), seconds, base or SystemClock())


def tempo_of(newsrooms: Sequence[Newsroom]) -> Tempo:
    """The tempo of all stories of these newsrooms."""
    return Tempo.of(story.published_at for room in newsrooms for story in room.stories)
