"""When a feed is asked next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

Polled = Literal["new", "unchanged", "failed", "gone"]
"""How a poll ended: "new" for a feed that was read, "gone" for one that said 410."""

JITTER = 0.1
"""Share of the pause that chance adds, so that feeds polled together part."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two polls: at least and at most, and the usual where nothing is said."""

    least: float
    usual: float
    most: float


def next_poll(
    ended: Polled,
    now: datetime,
    pace: Pace,
    *,
    headers: Mapping[str, str],
    ttl: float | None = None,
    failures: int = 0,
    chance: float = 0.0,
) -> datetime | None:
    """When to ask again; None for never (410 Gone).

    `headers` ignores case. What the server asks for counts within the bounds of `pace`:
    Retry-After after a failure, else Cache-Control's max-age, else Expires (RFC 9111), or the
    feed's own `ttl` (seconds) where it is longer. `failures` (this one counted) double the pause
    each. `chance` is in [0, 1).
    """
    if ended == "gone":
        return None
    asked = retry_after(headers, now)
    if ended == "failed":
        doubled = pace.usual * 2.0 ** min(max(failures, 1) - 1, 32)
        seconds = asked if asked is not None else doubled
    else:
        hints = [hint for hint in (fresh_for(headers, now), ttl, asked) if hint is not None]
        seconds = max(hints, default=pace.usual)
    seconds = min(max(seconds, pace.least), pace.most)
    return now + timedelta(seconds=seconds * (1 + JITTER * chance))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a Retry-After header, given as seconds or as a date (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    return _seconds_until(value, now)


def fresh_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which an answer is fresh by its own headers; None where they don't say."""
    control = headers.get("Cache-Control", "")
    if re.search(r"no-(?:cache|store)\b", control, re.IGNORECASE):
        return None
    if found := _MAX_AGE.search(control):
        age = headers.get("Age", "").strip()
        spent = int(age) if re.fullmatch(r"\d{1,9}", age) else 0
        return float(max(0, int(found[1]) - spent))
    expires, date = headers.get("Expires", ""), _date(headers.get("Date", ""))
    return _seconds_until(expires, date or now)


def next_slot(free_at: float, now: float, spacing: float) -> tuple[float, float]:
    """(when a request to a host may begin, when the one after it may), in monotonic seconds."""
    start = max(free_at, now)
    return start, start + spacing


def _seconds_until(value: str, now: datetime) -> float | None:
    moment = _date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _date(value: str) -> datetime | None:
    if not value.strip():
        return None
    try:
        moment = parsedate_to_datetime(value.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
