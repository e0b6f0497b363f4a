"""Times as whole microseconds since 1970, exact and ordered like the times."""

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

DAY = timedelta(days=1) // _MICROSECOND
"""Microseconds of a day."""


def microseconds(moment: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(number: int) -> datetime:
    """The time so many microseconds after 1970. Raises `OverflowError`."""
    return _EPOCH + number * _MICROSECOND


def date_of(day: int) -> date:
    """The day (UTC) that lies so many days after the first of 1970."""
    return (_EPOCH + timedelta(days=day)).date()
