"""Operators are told once of a feed that falls silent, and when it speaks; it is on the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ingest.decide.health import FeedMemory
from parley.local.attending import SILENCE, silent_feeds
from parley.local.store import LocalStore
from parley.watches import on_operations
from search.alerts.local import operations
from search.alerts.targets import Target
from search.alerts.trial import trial
from tests.fakes.clock import ManualClock

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://gazette.example/feed"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(MONDAY)


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[LocalStore]:
    """A store with a watch on operations and a feed that has news in every hour for three weeks."""
    with LocalStore.open(tmp_path, clock) as made:
        with made.database.write() as tx:
            made.alerts.put_target(tx, Target(name="ops", url="https://ops.example/"))
            made.alerts.put(tx, on_operations("night", ["ops"], MONDAY - HOUR))
        for hour in range(24 * 21):
            polled(made, MONDAY + hour * HOUR, new=True)
        yield made


def polled(store: LocalStore, at: datetime, new: bool, failures: int = 0) -> None:
    before = store.feeds.feed(URL)
    store.feeds.save_feed(
        FeedMemory(
            url=URL,
            title="The Gazette",
            failures=failures,
            last_success_at=at if not failures else before.last_success_at,
            last_new_at=at if new else before.last_new_at,
        )
    )


def look(store: LocalStore, now: datetime) -> list[str]:
    troubles = silent_feeds(store.feeds, now, [URL])
    with store.database.write() as tx:
        found = operations.tell(tx, SILENCE, troubles, now)
    return [f"{each.what}: {each.alert.headline}" for each in found]


NEWEST = MONDAY + 503 * HOUR


def test_a_silence_is_told_once_and_its_end_as_well(store: LocalStore) -> None:
    assert look(store, NEWEST + 4 * HOUR) == []
    late = NEWEST + 6 * HOUR
    polled(store, late, new=False)
    assert look(store, late) == ["new: silent: The Gazette"]
    assert look(store, late) == []
    polled(store, late + HOUR, new=True)
    assert look(store, late + 2 * HOUR) == ["retracted: silent: The Gazette"]
    (watch,) = store.alerts.watches()
    account = store.alerts.accounts()[watch.id]
    assert (account.matched, account.withdrawn, account.waiting) == (1, 1, 2)
    assert account.balanced


def test_it_is_told_whatever_its_age_and_shown_among_no_news(store: LocalStore) -> None:
    late = NEWEST + timedelta(days=40)
    polled(store, late, new=False)
    assert look(store, late) == ["new: silent: The Gazette"]
    assert store.alerts.alerts() == []
    (watch,) = store.alerts.watches()
    (alert,) = store.alerts.alerts(watch.id)
    assert URL in alert.body
    assert trial(watch, store.index, late).matched == 0


@pytest.mark.parametrize("failures", [0, 3])
def test_a_feed_that_fails_or_was_not_read_is_not_silent(store: LocalStore, failures: int) -> None:
    late = NEWEST + timedelta(days=2)
    if failures:
        polled(store, late, new=False, failures=failures)
    assert look(store, late) == []


def test_a_feed_that_is_not_read_any_more_is_nobodys_trouble(store: LocalStore) -> None:
    polled(store, NEWEST + 6 * HOUR, new=False)
    assert silent_feeds(store.feeds, NEWEST + 6 * HOUR, []) == []


def test_a_muted_watch_holds_it_back_with_the_reason(store: LocalStore) -> None:
    (watch,) = store.alerts.watches()
    with store.database.write() as tx:
        muted = msgspec.structs.replace(watch, muted_until=NEWEST + timedelta(days=9))
        store.alerts.put(tx, muted)
    polled(store, NEWEST + 6 * HOUR, new=False)
    look(store, NEWEST + 6 * HOUR)
    account = store.alerts.accounts()[watch.id]
    assert account.suppressed == {"muted": 1}
    assert account.balanced
