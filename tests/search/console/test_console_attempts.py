"""How often one may guess: per address, overall, whatever the clock does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from search.console.attempts import MAX_ADDRESSES, MOST, MOST_OVERALL, Attempts
from tests.fakes.documents import day

NOW = day(1)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_an_address_waits_until_its_oldest_failure_is_a_minute_old() -> None:
    attempts = Attempts()
    for number in range(MOST):
        assert attempts.take("10.0.0.1", NOW + after(number)) == 0
    assert attempts.take("10.0.0.1", NOW + after(10.5)) == 50
    assert attempts.take("10.0.0.2", NOW + after(10.5)) == 0
    assert attempts.take("10.0.0.1", NOW + after(60)) == 0
    assert attempts.take("10.0.0.1", NOW + after(60)) == 1


def test_many_addresses_wait_together() -> None:
    attempts = Attempts()
    for number in range(MOST_OVERALL):
        assert attempts.take(f"10.0.{number}.1", NOW) == 0
    assert attempts.take("10.1.0.1", NOW) == 60
    assert attempts.take("10.1.0.1", NOW + after(60)) == 0


def test_what_was_right_does_not_count_and_clears_nothing() -> None:
    attempts = Attempts()
    for _ in range(MOST - 1):
        attempts.take("10.0.0.1", NOW)
    for _ in range(20):
        assert attempts.take("10.0.0.1", NOW) == 0
        attempts.withdraw("10.0.0.1")
    assert attempts.take("10.0.0.1", NOW) == 0
    assert attempts.take("10.0.0.1", NOW) == 60


def test_a_clock_that_goes_back_locks_nobody_out() -> None:
    attempts = Attempts()
    for _ in range(MOST):
        attempts.take("10.0.0.1", NOW)
    assert attempts.take("10.0.0.1", NOW - timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("unix", "unix", True),
    ],
)
def test_one_reader_is_one_network(one: str, other: str, same: bool) -> None:
    attempts = Attempts()
    for _ in range(MOST):
        attempts.take(one, NOW)
    assert bool(attempts.take(other, NOW)) is same


def test_many_at_once_do_not_all_come_through() -> None:
    attempts = Attempts()
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: attempts.take("10.0.0.1", NOW), range(200)))
    assert waits.count(0) == MOST


def test_the_memory_for_addresses_has_an_end() -> None:
    attempts = Attempts()
    for number in range(MAX_ADDRESSES + 50):
        attempts.take(str(number), NOW + timedelta(hours=number))
    assert len(attempts._by_address) == MAX_ADDRESSES
