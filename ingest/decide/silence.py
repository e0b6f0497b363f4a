"""Whether a feed is quiet against its own habit: decided from the hours in which it had news.

A feed has its nights, weekends and lunch breaks, so a silence is compared with the same stretch of
the weeks before: the same hours of the same days. Where those had news again and again and this
one has none, something is wrong. Feeds of which too little is known, or that have news in fewer
than four hours of a week, are never called silent.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)

WEEKS_NEEDED = 2
"""Weeks before the silence that must be known; a single one may have been a holiday."""

WEEKS_KEPT = 8

HOURS_NEEDED = 4
"""Hours with news that the stretch had in an ordinary earlier week. With three the best feeds are
called silent by a late start of an editor's day."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A feed that is quiet: since when, and in how many hours it usually has news by now."""

    since: datetime
    usual_hours: int


def silence(hours: Collection[datetime], now: datetime) -> Silence | None:
    """The silence that a feed keeps at `now`, None where it is as it always was.

    `hours` are the beginnings of the hours (UTC) in which something new was seen. What counts is
    the lower quartile over the earlier weeks: a holiday or an outage among them changes little.
    """
    known = sorted({each for each in hours if each <= now})
    if not known:
        return None
    since = known[-1] + HOUR
    if since >= now:
        return None
    # A silence reaches no further than a week, or the weeks before would be compared with itself.
    until = min(now, since + WEEK)
    counts = []
    for week in range(1, WEEKS_KEPT + 1):
        begin, end = since - week * WEEK, until - week * WEEK
        if begin < known[0]:
            break
        # An hour counts when it has passed: its news may have come at its end.
        counts.append(max(0, bisect_right(known, end - HOUR) - bisect_left(known, begin)))
    if len(counts) < WEEKS_NEEDED:
        return None
    usual = sorted(counts)[(len(counts) - 1) // 4]
    return Silence(since, usual) if usual >= HOURS_NEEDED else None


def forgotten_before(now: datetime) -> datetime:
    """Hours before this are of no use any more."""
    return now - (WEEKS_KEPT + 2) * WEEK
