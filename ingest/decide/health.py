"""How a feed is, in words for the person who runs Parley."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SILENT_AFTER = timedelta(days=7)
"""A news feed without anything new for a week has moved or ended more often than it is calm."""

CLOCKS_APART = timedelta(minutes=1)
"""By so much the clocks of two machines that share feeds may differ, and nothing is wrong."""


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """What is kept of a feed between polls; `url` is the address as subscribed.

    `etag` and `last_modified` are as received. `status` is the last answer's, `error` what went
    wrong at the last attempt, in words. `failures` counts attempts since the last success.
    `next_poll_at` None means: when there is time, or never if `gone`.
    """

    url: str
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    status: int | None = None
    error: str | None = None
    failures: int = 0
    gone: bool = False
    guids_repeat: bool = False
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    next_poll_at: datetime | None = None

    @property
    def address(self) -> str:
        """Where the feed is asked for: where it moved for good, else as subscribed."""
        return self.moved_to or self.url

    def is_due(self, now: datetime) -> bool:
        """Whether to ask for the feed now: its time has come, or was told by a wrong clock."""
        if self.gone:
            return False
        if self.next_poll_at is None or self.next_poll_at <= now:
            return True
        # Asked in what is the future now: until then the feed would be silent.
        return self.last_attempt_at is not None and self.last_attempt_at > now + CLOCKS_APART


def is_silent(feed: FeedMemory, now: datetime) -> bool:
    """Whether a feed answers, and has had nothing new for longer than news feeds have."""
    return feed.last_new_at is not None and now - feed.last_new_at > SILENT_AFTER


def health(feed: FeedMemory, now: datetime) -> str:
    """One line: "fine", or what is wrong and what to do."""
    if feed.last_attempt_at is None:
        return "not asked yet"
    if feed.gone:
        return "gone: the publisher has ended it (410); remove it"
    if feed.failures:
        since = _ago(feed.last_success_at, now) if feed.last_success_at else "never read"
        again = f", asked again in {_span(feed.next_poll_at - now)}" if feed.next_poll_at else ""
        return f"failing ({feed.failures} in a row): {feed.error}; {since}{again}"
    if feed.moved_to:
        return f"fine, but it has moved to {feed.moved_to}: change its address"
    if feed.last_new_at is not None and is_silent(feed, now):
        return f"silent: nothing new for {_span(now - feed.last_new_at)}"
    if feed.error:
        return f"readable, though not well-formed: {feed.error}"
    return f"fine, {_ago(feed.last_success_at, now)}"


def _ago(moment: datetime | None, now: datetime) -> str:
    return "never read" if moment is None else f"last read {_span(now - moment)} ago"


def _span(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {name}{'s' if number > 1 else ''}"
    return f"{seconds} seconds"
