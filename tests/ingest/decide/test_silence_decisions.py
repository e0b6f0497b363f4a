"""Silence against a feed's own habit: nights and weekends are none, too little known is none."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.decide.silence import HOURS_NEEDED, WEEK, WEEKS_NEEDED, silence

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)

HABITS = st.sets(st.integers(0, 167), min_size=1, max_size=168)
"""The hours of a week in which a feed has news."""


def kept(habit: set[int], weeks: int, until: int = 0) -> list[datetime]:
    """The hours with news of so many whole weeks, and of the first `until` hours of the next."""
    return [
        MONDAY + week * WEEK + hour * HOUR
        for week in range(weeks + 1)
        for hour in sorted(habit)
        if week < weeks or hour < until
    ]


OFFICE = {day * 24 + hour for day in range(5) for hour in range(8, 18)}


def test_nights_and_weekends_are_no_silence() -> None:
    hours = kept(OFFICE, 4, 168)
    for hour in range(168):
        now = MONDAY + 4 * WEEK + hour * HOUR + timedelta(minutes=59)
        assert silence([each for each in hours if each <= now], now) is None


def test_a_morning_without_news_is_noticed_before_noon() -> None:
    hours = kept(OFFICE, 4)
    monday = MONDAY + 4 * WEEK
    assert silence(hours, monday + 10 * HOUR) is None
    found = silence(hours, monday + 12 * HOUR + timedelta(minutes=1))
    assert found is not None
    assert (found.usual_hours, found.since) == (4, hours[-1] + HOUR)


def test_one_holiday_among_many_weeks_changes_nothing() -> None:
    holiday = {MONDAY + 2 * WEEK + hour * HOUR for hour in range(24)}
    hours = [each for each in kept(OFFICE, 6) if each not in holiday]
    assert silence(hours, MONDAY + 6 * WEEK + 13 * HOUR) is not None


@settings(max_examples=60, deadline=None)
@given(HABITS, st.integers(0, 12), st.integers(0, 167))
def test_whoever_keeps_the_habit_is_never_silent(habit: set[int], weeks: int, hour: int) -> None:
    now = MONDAY + weeks * WEEK + hour * HOUR + timedelta(minutes=30)
    assert silence(kept(habit, weeks, hour + 1), now) is None


@settings(max_examples=60, deadline=None)
@given(HABITS.filter(lambda habit: len(habit) >= HOURS_NEEDED), st.integers(WEEKS_NEEDED + 1, 9))
def test_whoever_stops_is_noticed_when_four_of_the_usual_hours_have_passed(
    habit: set[int], weeks: int
) -> None:
    hours = kept(habit, weeks)
    coming = sorted(MONDAY + weeks * WEEK + hour * HOUR for hour in habit)[HOURS_NEEDED - 1]
    assert silence(hours, coming + timedelta(minutes=59)) is None
    for later in (coming + HOUR, coming + 50 * WEEK):
        assert silence(hours, later) is not None


@settings(max_examples=60, deadline=None)
@given(HABITS, st.integers(0, 9), st.integers(0, 2000), st.integers(0, 500))
def test_a_silence_lasts_until_there_is_news(
    habit: set[int], weeks: int, later: int, more: int
) -> None:
    hours = kept(habit, weeks)
    begun = MONDAY + weeks * WEEK + later * HOUR
    if silence(hours, begun) is not None:
        assert silence(hours, begun + more * HOUR) is not None
        news = begun + more * HOUR
        assert silence([*hours, news], news + timedelta(minutes=59)) is None


@settings(max_examples=60, deadline=None)
@given(HABITS, st.integers(0, 100), st.integers(0, 500))
def test_order_repetition_and_whole_weeks_change_nothing(
    habit: set[int], weeks: int, later: int
) -> None:
    hours = kept(habit, 4)
    now = MONDAY + 4 * WEEK + later * HOUR
    moved = weeks * WEEK
    here = silence([*reversed(hours), *hours], now)
    there = silence([each + moved for each in hours], now + moved)
    assert (here is None) == (there is None)
    assert here is None or (there is not None and here.since + moved == there.since)


@given(st.sets(st.integers(0, 300), max_size=150), st.integers(0, 5000))
def test_little_history_is_never_a_silence(known: set[int], later: int) -> None:
    hours = [MONDAY + each * HOUR for each in known]
    assert silence(hours, MONDAY + later * HOUR) is None
