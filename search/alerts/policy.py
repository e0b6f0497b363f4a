"""Whether and when a person is told: floods, mutes, quiet hours, digests."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from search.alerts.difference import Change
from wire.watch import QuietHours, Watch

Why = Literal[
    "copy",
    "other_watch",
    "old",
    "before_watch",
    "untold",
    "muted",
    "muted_party",
    "no_target",
    "watch_removed",
    "target_removed",
    "taken_down",
]
"""Why a match is told to nobody; a label, so bounded."""

REASONS: dict[Why, str] = {
    "copy": "a copy, or nothing a reader would notice",
    "other_watch": "told already by another watch of the same person",
    "old": "the evidence was older than a day when it came in",
    "before_watch": "the evidence was older than the watch",
    "untold": "withdrawn before anybody was told",
    "muted": "the watch was muted",
    "muted_party": "the party was muted",
    "no_target": "the watch has no target",
    "watch_removed": "the watch was removed",
    "target_removed": "the target was removed",
    "taken_down": "the article was taken down",
}

FRESH = timedelta(hours=24)
"""A first run, a backfill or a replay finds much that is no news any more."""

DIGEST_AT = time(8)
"""When a daily digest goes out, on the clocks of the watch's zone."""


@dataclass(frozen=True)
class Held:
    """Nobody is told, and why."""

    why: Why


@dataclass(frozen=True)
class Due:
    """To be told at this moment; with `digest`, together with what else is due there then."""

    at: datetime
    digest: bool = False


def decide(
    change: Change, watch: Watch, told: bool, now: datetime, parties: Collection[str] = ()
) -> Held | Due:
    """What to do with a change for one watch; `told` says whether its target knows the alert.

    `parties` are those whose position it is about.

    Whoever was told of an alert is told what became of it, however old it is by then.
    """
    why = _held(change, watch, told, now, parties)
    if why is not None:
        return Held(why)
    moment = now
    if watch.mode == "hourly":
        moment = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    elif watch.mode == "daily":
        moment = _next(now, DIGEST_AT, zone_of(watch.quiet))
    return Due(after_quiet(moment, watch.quiet), watch.mode != "at-once")


def _held(
    change: Change, watch: Watch, told: bool, now: datetime, parties: Collection[str]
) -> Why | None:
    alert = change.alert
    about = {*parties, alert.shift.party} if alert.shift else set(parties)
    # A trouble is told when it is found, however long it has lasted.
    dated = alert.subject != "operation"
    checks: tuple[tuple[bool, Why], ...] = (
        (change.what == "unchanged", "copy"),
        (watch.removed, "watch_removed"),
        (watch.muted_until is not None and now < watch.muted_until, "muted"),
        (not about.isdisjoint(watch.muted_parties), "muted_party"),
        (change.what == "retracted" and not told, "untold"),
        (not told and dated and alert.at < now - FRESH, "old"),
        # A watch made in the future was made by a clock that has been set back since.
        (not told and dated and alert.at < watch.created_at <= now, "before_watch"),
        (not watch.targets, "no_target"),
    )
    return next((why for holds, why in checks if holds), None)


def zone_of(quiet: QuietHours | None) -> ZoneInfo:
    """The zone whose clocks count. Raises `ValueError` for a name that is none."""
    name = quiet.zone if quiet else "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}; write it as Europe/Amsterdam") from error


def after_quiet(moment: datetime, quiet: QuietHours | None) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into."""
    if quiet is None:
        return moment
    start, end = time.fromisoformat(quiet.start), time.fromisoformat(quiet.end)
    zone = zone_of(quiet)
    clock = moment.astimezone(zone).time()
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    return _next(moment, end, zone) if inside else moment


def _next(moment: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next time that the clocks of `zone` show `at`, after `moment`."""
    local = moment.astimezone(zone)
    candidate = datetime.combine(local.date(), at, zone)
    if candidate.astimezone(UTC) <= moment:
        candidate = datetime.combine(local.date() + timedelta(days=1), at, zone)
    return candidate.astimezone(UTC)
