"""The demo's tempo: days in seconds, and weeks in which nothing is published are skipped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from parley.demo.newsroom import Newsroom
from runtime.clock import Clock, ScaledClock

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


def demo_clock(
    newsrooms: Sequence[Newsroom], seconds: float = SECONDS_ONCE, base: Clock | None = None
) -> ScaledClock:
    """A clock that begins shortly before the first story and passes the last after `seconds`."""
    tempo = tempo_of(newsrooms)
    return ScaledClock(tempo.start, tempo.rate(seconds), base)


def tempo_of(newsrooms: Sequence[Newsroom]) -> Tempo:
    """The tempo of all stories of these newsrooms."""
    return Tempo.of(story.published_at for room in newsrooms for story in room.stories)
