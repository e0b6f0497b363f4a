"""When an article was published: what was claimed, what that means, and whether to believe it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from dateutil import parser as free_form

Verdict = Literal["trusted", "missing", "unreadable", "no_zone", "day_only", "in_future", "too_old"]

CLOCKS_DIFFER_BY = timedelta(minutes=15)
"""An article can't be published after it was seen, but two clocks may disagree."""

FIRST_NEWS_ON_THE_WEB = datetime(1990, 1, 1, tzinfo=UTC)
"""Dates before it come from programs: the epoch of 1970, a zero year, a two-digit year."""

_RFC_5322 = re.compile(
    r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+[\d:]+(?!.*[ap]\.?m)", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")


@dataclass(frozen=True, slots=True)
class Dated:
    """`at` is the claim in UTC (None where it can't be read), `trusted` whether it is believed.

    `verdict` says why not, or what had to be assumed: UTC for a date without a zone ("no_zone"),
    the day's beginning for one without a time ("day_only"). Both are trusted.
    """

    claimed: str | None
    at: datetime | None
    trusted: bool
    verdict: Verdict


def judge(claimed: str | None, now: datetime | None, parsed: datetime | None = None) -> Dated:
    """The claimed date, read and judged.

    `parsed` is what a feed parser made of it, used where the wording can't be read here. With `now`
    None nothing counts as in the future: the dates of a file that somebody chose to read in.
    """
    wording = (claimed or "").strip()
    if not wording and parsed is None:
        return Dated(None, None, trusted=False, verdict="missing")
    read = read_date(wording)
    if read is None:
        if parsed is None:
            return Dated(wording, None, trusted=False, verdict="unreadable")
        read = parsed
    verdict: Verdict = "trusted"
    if _DAY.fullmatch(wording):
        verdict = "day_only"
    elif read.tzinfo is None:
        verdict = "no_zone"
    at = _in_utc(read)
    if at is None:
        return Dated(wording or None, None, trusted=False, verdict="unreadable")
    if at < FIRST_NEWS_ON_THE_WEB:
        return Dated(wording or None, at, trusted=False, verdict="too_old")
    if now is not None and at > now + CLOCKS_DIFFER_BY:
        return Dated(wording or None, at, trusted=False, verdict="in_future")
    return Dated(wording or None, at, trusted=True, verdict=verdict)


def read_date(wording: str) -> datetime | None:
    """A date as ISO 8601, as RFC 5322, or in a usual free form; naive where it names no zone."""
    wording = wording.strip()
    if not wording or len(wording) > 100:
        return None
    for reader in (datetime.fromisoformat, _rfc_5322, _free_form):
        try:
            return reader(wording)
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
    return None


def _rfc_5322(wording: str) -> datetime:
    # The standard library takes other orders as well, and then passes over "PM".
    if not _RFC_5322.match(wording):
        raise ValueError(f"not as in RFC 5322: {wording}")
    return parsedate_to_datetime(wording)


def _free_form(wording: str) -> datetime:
    # Without a full date the library would fill the gaps from today: then it is no date.
    first = free_form.parse(wording, default=datetime(2000, 1, 1))  # noqa: DTZ001
    second = free_form.parse(wording, default=datetime(2001, 2, 2))  # noqa: DTZ001
    if first != second:
        raise ValueError(f"only a part of a date: {wording}")
    return first


def _in_utc(moment: datetime) -> datetime | None:
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
