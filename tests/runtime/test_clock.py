import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.clock import Clock, ScaledClock, SystemClock
from tests.fakes.clock import START, ManualClock


async def spin() -> None:
    """Let every task run until it waits for something."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_system_clock_is_aware_and_goes_on() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    before = clock.monotonic()
    await clock.sleep(-1)
    await clock.sleep(0.001)
    assert clock.monotonic() - before >= 0.001


@given(rate=st.floats(0.01, 1e6), seconds=st.floats(0, 1e5))
def test_a_second_of_the_base_is_rate_seconds(rate: float, seconds: float) -> None:
    base = ManualClock()
    clock = ScaledClock(START, rate, base)
    base.advance(seconds)
    assert clock.monotonic() == pytest.approx(seconds * rate)
    assert (clock.now() - START).total_seconds() == pytest.approx(seconds * rate, abs=1e-5)


async def test_sleep_is_in_scaled_seconds() -> None:
    base = ManualClock()
    clock = ScaledClock(START, 60.0, base)
    sleeper = asyncio.ensure_future(clock.sleep(120.0))
    await spin()
    assert base.next_wake() == pytest.approx(2.0)
    base.advance(1.9)
    await spin()
    assert not sleeper.done()
    base.advance(0.2)
    await spin()
    assert sleeper.done()


async def test_a_jump_wakes_those_it_passes_and_shortens_the_others() -> None:
    base = ManualClock()
    clock = ScaledClock(START, 10.0, base)
    near, far = (asyncio.ensure_future(clock.sleep(each)) for each in (100.0, 300.0))
    await spin()
    clock.jump_to(START + timedelta(seconds=200))
    await spin()
    assert near.done()
    assert not far.done()
    assert base.next_wake() == pytest.approx(10.0)
    base.advance(10.1)
    await spin()
    assert far.done()


async def test_two_jumps_before_anybody_wakes() -> None:
    clock = ScaledClock(START, 1.0, ManualClock())
    sleeper = asyncio.ensure_future(clock.sleep(100))
    await spin()
    clock.jump_to(START + timedelta(seconds=60))
    clock.jump_to(START + timedelta(seconds=120))
    await spin()
    assert sleeper.done()


async def test_a_jump_back_changes_nothing() -> None:
    clock = ScaledClock(START, 1.0, ManualClock())
    clock.jump_to(START - timedelta(days=1))
    assert clock.now() == START


async def test_a_cancelled_sleep_leaves_nothing_behind() -> None:
    base = ManualClock()
    clock = ScaledClock(START, 1.0, base)
    sleeper = asyncio.ensure_future(clock.sleep(5))
    await spin()
    sleeper.cancel()
    await spin()
    assert sleeper.cancelled()
    assert base.sleeping == 0
    clock.jump_to(START + timedelta(days=1))


async def test_no_sleep_still_lets_others_run() -> None:
    ran = asyncio.Event()
    other = asyncio.ensure_future(asyncio.wait_for(ran.wait(), 5))
    ran.set()
    await ScaledClock(START, 1.0, ManualClock()).sleep(0)
    await other


def test_the_start_is_kept_in_utc() -> None:
    start = datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    assert ScaledClock(start, 1.0, ManualClock()).now() == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("rate", [0.0, -1.0])
def test_time_must_go_on(rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        ScaledClock(START, rate)


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ScaledClock(datetime(2026, 1, 1), 1.0)  # noqa: DTZ001
