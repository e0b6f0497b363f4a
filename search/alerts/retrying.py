"""When to try again what could not be delivered, and when to leave a target alone. Pure."""

from datetime import datetime, timedelta

import msgspec

from search.alerts.targets import Target

WAITS = (5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0, 14400.0)
"""Seconds after each failed attempt; the last one again and again."""

SPREAD = 0.2

LONGEST_WAIT = timedelta(seconds=WAITS[-1] * (1 + SPREAD))

GIVE_UP = timedelta(days=1)
"""After its first attempt; then a message has failed, and is shown as failed."""

OPENS_AFTER = 5
"""Failures in a row after which nothing is sent to a target but one message now and then."""


def wait(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many failed attempts; `chance`, 0 to 1, spreads it by a fifth.

    Without the spread all that failed together would come together again.
    """
    seconds = WAITS[min(attempts, len(WAITS)) - 1]
    return timedelta(seconds=seconds * (1 - SPREAD + 2 * SPREAD * chance))


def gives_up(first_attempt: datetime, now: datetime) -> bool:
    """Whether a message has been tried for long enough."""
    return now >= first_attempt + GIVE_UP


def may_try(target: Target, now: datetime) -> bool:
    """Whether anything may be sent to the target now.

    An opening that lies further ahead than any pause was set by a clock that has been set back.
    """
    until = target.open_until
    return not target.gone and (until is None or now >= until or until > now + LONGEST_WAIT)


def after_success(target: Target) -> Target:
    """The target is well."""
    return msgspec.structs.replace(target, failures=0, open_until=None, last_error="")


def after_failure(target: Target, why: str, now: datetime, chance: float) -> Target:
    """One failure more; from `OPENS_AFTER` on the target is left alone for a while."""
    failures = target.failures + 1
    opened = now + wait(failures - OPENS_AFTER + 2, chance) if failures >= OPENS_AFTER else None
    return msgspec.structs.replace(target, failures=failures, open_until=opened, last_error=why)
