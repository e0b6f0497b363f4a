from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decide.schedule import (
    JITTER,
    Pace,
    Polled,
    fresh_for,
    next_poll,
    next_slot,
    retry_after,
)
from runtime.http import headers_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PACE = Pace(least=300, usual=1800, most=86400)


def http(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def pause(
    ended: Polled = "new",
    headers: dict[str, str] | None = None,
    ttl: float | None = None,
    failures: int = 0,
    chance: float = 0.0,
) -> float:
    due = next_poll(
        ended,
        NOW,
        PACE,
        headers=headers_of(headers or {}),
        ttl=ttl,
        failures=failures,
        chance=chance,
    )
    assert due is not None
    return (due - NOW).total_seconds()


@pytest.mark.parametrize("ended", ["new", "unchanged"])
def test_the_usual_where_nothing_is_said(ended: Polled) -> None:
    assert pause(ended) == 1800


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=3600"}, 3600),
        ({"cache-control": 'MAX-AGE="900"'}, 900),
        ({"Cache-Control": "max-age=3600", "Age": "600"}, 3000),
        ({"Cache-Control": "max-age=600", "Age": "nonsense"}, 600),
        ({"Cache-Control": "s-maxage=7200"}, 1800),
        ({"Cache-Control": "no-cache, max-age=3600"}, 1800),
        ({"Cache-Control": "no-store"}, 1800),
        ({"Cache-Control": "max-age=0"}, 300),
        ({"Cache-Control": "max-age=999999999"}, 86400),
        ({"Cache-Control": "max-age=-1"}, 1800),
        ({"Expires": http(NOW + timedelta(hours=2))}, 7200),
        ({"Expires": http(NOW + timedelta(hours=2)), "Date": http(NOW + timedelta(hours=1))}, 3600),
        ({"Expires": "0"}, 1800),
        ({"Expires": http(NOW - timedelta(days=1))}, 300),
        ({"Cache-Control": "max-age=600", "Expires": http(NOW + timedelta(hours=2))}, 600),
        ({"Retry-After": "4000"}, 4000),
    ],
)
def test_what_the_server_says_counts_within_bounds(headers: dict[str, str], seconds: float) -> None:
    assert pause(headers=headers) == seconds


def test_the_longer_of_ttl_and_freshness_counts() -> None:
    assert pause(ttl=3600) == 3600
    assert pause(ttl=60) == 300
    assert pause(headers={"Cache-Control": "max-age=900"}, ttl=3600) == 3600
    assert pause(headers={"Cache-Control": "max-age=7200"}, ttl=3600) == 7200


def test_failures_double_the_pause_up_to_the_most() -> None:
    assert [pause("failed", failures=n) for n in (1, 2, 3, 4)] == [1800, 3600, 7200, 14400]
    assert pause("failed", failures=10_000) == 86400


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7200", 7200), (http(NOW + timedelta(hours=3)), 10800), ("5", 300), ("soon", 1800)],
)
def test_retry_after_wins_over_doubling(value: str, seconds: float) -> None:
    assert pause("failed", {"Retry-After": value}, failures=1) == seconds


def test_freshness_of_an_error_page_is_nothing() -> None:
    assert pause("failed", {"Cache-Control": "max-age=60000"}, failures=1) == 1800


def test_gone_is_for_good() -> None:
    assert next_poll("gone", NOW, PACE, headers={}) is None


@pytest.mark.parametrize("value", ["", "-5", "1e9", "Mon, 99 Foo 2026", "x" * 10000, "\udcff"])
def test_nonsense_in_headers_is_no_error(value: str) -> None:
    headers = headers_of({"Retry-After": value, "Expires": value, "Cache-Control": value})
    assert retry_after(headers, NOW) is None
    assert fresh_for(headers, NOW) is None


def test_a_date_without_zone_is_in_utc() -> None:
    assert retry_after(headers_of({"Retry-After": "Sun, 01 Mar 2026 12:10:00"}), NOW) == 600


@given(
    st.sampled_from(["new", "unchanged", "failed"]),
    st.one_of(st.none(), st.floats(0, 1e9)),
    st.integers(0, 100),
    st.floats(0, 0.999),
    st.text(max_size=40),
)
def test_every_pause_is_within_bounds(
    ended: Polled, ttl: float | None, failures: int, chance: float, value: str
) -> None:
    names = ("Retry-After", "Cache-Control", "Expires", "Age", "Date")
    found = pause(ended, dict.fromkeys(names, value), ttl, failures, chance)
    assert PACE.least <= found <= PACE.most * (1 + JITTER)


def test_chance_parts_feeds() -> None:
    assert pause(chance=0.5) == pytest.approx(1800 * 1.05)


def test_slots_of_a_host_follow_one_another() -> None:
    start, free = next_slot(0.0, 100.0, 2.0)
    assert (start, free) == (100.0, 102.0)
    assert next_slot(free, 100.5, 2.0) == (102.0, 104.0)
