"""The demo's clock: fast, with quiet weeks left out."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.demo.newsroom import bundled
from parley.demo.tempo import LEAD_IN, LEAD_OUT, QUIET, SECONDS_ONCE, Tempo, demo_clock, tempo_of
from tests.fakes.clock import ManualClock
from tests.fakes.newsroom import BEGIN, newsroom, story

DAY = timedelta(days=1)


def test_a_pause_longer_than_quiet_parts_two_stretches() -> None:
    moments = [BEGIN, BEGIN + QUIET, BEGIN + 2 * QUIET + timedelta(seconds=1)]
    one, two = Tempo.of(reversed(moments)).stretches
    assert (one.start, one.end) == (BEGIN - LEAD_IN, BEGIN + QUIET + LEAD_OUT)
    assert (two.start, two.end) == (moments[2] - LEAD_IN, moments[2] + LEAD_OUT)


def test_jumps_lead_from_between_stretches_to_the_next() -> None:
    tempo = Tempo.of([BEGIN, BEGIN + 30 * DAY])
    first, second = tempo.stretches
    assert tempo.start == first.start
    assert tempo.jump_from(first.start - DAY) == first.start
    assert tempo.jump_from(first.start) is None
    assert tempo.jump_from(BEGIN) is None
    assert tempo.jump_from(first.end) == second.start
    assert tempo.jump_from(second.start) is None
    assert tempo.jump_from(second.end) is None


def test_one_story_is_enough_and_none_is_too_few() -> None:
    assert Tempo.of([BEGIN]).lived == LEAD_IN + LEAD_OUT
    with pytest.raises(ValueError, match="at least one"):
        Tempo.of([])


@given(
    st.lists(
        st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        min_size=1,
    )
)
def test_stretches_hold_every_moment_and_stand_apart(moments: list[datetime]) -> None:
    tempo = Tempo.of(moments)
    for moment in moments:
        assert any(s.start < moment < s.end for s in tempo.stretches)
        assert tempo.jump_from(moment) is None
    for earlier, later in zip(tempo.stretches, tempo.stretches[1:], strict=False):
        assert earlier.end < later.start
    assert tempo.lived <= max(moments) - min(moments) + LEAD_IN + LEAD_OUT


def test_the_whole_takes_the_time_it_is_given() -> None:
    base = ManualClock()
    rooms = bundled()
    clock = demo_clock(rooms, 10.0, base)
    assert clock.now() == tempo_of(rooms).start
    base.advance(5.0)
    assert abs(clock.now() - tempo_of(rooms).start - tempo_of(rooms).lived / 2) < timedelta(
        seconds=1
    )


def test_a_newsroom_of_a_year_takes_no_longer() -> None:
    base = ManualClock()
    room = newsroom(*(story(f"s{week}", week * 84) for week in range(104)))
    clock = demo_clock([room], base=base)
    base.advance(SECONDS_ONCE)
    assert clock.now() >= room.stories[-1].published_at


async def turns() -> None:
    """Room for every task to run until it waits for the clock."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_held_clock_stands_still_and_goes_on_where_it_stood() -> None:
    base = ManualClock()
    clock = demo_clock([newsroom(story("a"), story("b", 20))], 10.0, base)
    begin = clock.now()
    clock.hold()
    clock.hold()
    sleeper = asyncio.create_task(clock.sleep(3600.0))
    for _ in range(3):
        base.advance(100.0)
        await turns()
    assert clock.now() == begin
    assert not sleeper.done()
    clock.go()
    assert clock.now() == begin
    while not sleeper.done():
        base.advance(0.1)
        clock.go()
        await turns()
    assert begin + timedelta(hours=1) <= clock.now() < begin + timedelta(hours=2)


async def test_a_sleeper_does_not_wake_early_when_time_was_held_meanwhile() -> None:
    base = ManualClock()
    room = newsroom(story("a"), story("b", 20))
    clock = demo_clock([room], tempo_of([room]).lived.total_seconds(), base)
    sleeper = asyncio.create_task(clock.sleep(100.0))
    await turns()
    base.advance(50.0)
    clock.hold()
    base.advance(500.0)
    await turns()
    assert not sleeper.done()
    clock.go()
    base.advance(49.0)
    await turns()
    assert not sleeper.done()
    base.advance(2.0)
    await turns()
    assert sleeper.done()


async def test_a_held_clock_can_jump_and_wakes_who_slept() -> None:
    clock = demo_clock([newsroom(story("a"))], 10.0, ManualClock())
    clock.hold()
    sleeper = asyncio.create_task(clock.sleep(3600.0))
    await turns()
    clock.jump_to(clock.now() + timedelta(hours=2))
    await turns()
    assert sleeper.done()
