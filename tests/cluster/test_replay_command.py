"""Stored articles by today's rules in the cluster: shown beside what is stored, or sent round."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from parley.cluster.replaying import replay_dry, replay_round
from parley.cluster.store import open_store
from parley.session import Session
from processors.faust.reading import AGAIN
from runtime.clock import SystemClock
from runtime.kafka import Publisher
from runtime.settings import Settings
from search.alerts.kafka.desk import ClusterDesk
from search.alerts.kafka.following import Following
from search.index.elastic import open_index
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.newswork import news, of_the_local_shell
from tests.cluster.test_verdicts import at_a_console
from tests.fakes.documents import shift
from tests.fakes.topics import everything
from tests.fakes.watches import rule
from wire import Article, Shift, Statement

pytestmark = pytest.mark.usefixtures("kafka")


@pytest.fixture
def stored(store: ElasticStore, tmp_path: Path) -> dict[str, Shift]:
    """An index with what the local shell makes of some news; its shifts by id."""
    rows = of_the_local_shell(tmp_path / "local", news(20)).values()
    store.apply(
        [each for each in rows if isinstance(each, Article)],
        [each for each in rows if isinstance(each, Statement)],
        [each for each in rows if isinstance(each, Shift)],
    )
    return {each.id: each for each in rows if isinstance(each, Shift)}


def session_of(settings: Settings) -> Session:
    return Session(config=None, flags={}).on(replace(settings, profile="fast"), SystemClock())


def test_what_would_be_new_changed_and_gone(settings: Settings, stored: dict[str, Shift]) -> None:
    """The same rules find the same; what the index has of other rules is seen."""
    session = session_of(settings)
    keep_a_watch(settings)
    shifts, alerts = asyncio.run(replay_dry(session, None, ()))
    assert {name: len(found) for name, found in shifts.items()} == {
        "new": 0,
        "changed": 0,
        "gone": 0,
    }
    # Nobody had matched anything yet when these came in.
    assert {each.shift.id for each in alerts["new"] if each.shift} == stored.keys() != set()
    first, second, third, *_ = sorted(stored.values(), key=lambda each: each.id)
    index = open_index(settings)
    other = msgspec.structs.replace(second, version=second.version + 1, why="other rules said so")
    removed = msgspec.structs.replace(first, version=first.version + 1, removed=True)
    judged = msgspec.structs.replace(third, version=third.version + 1, removed=True)
    with at_a_console(settings, settings.data_dir) as verdicts:
        verdicts.give(third, "wrong", "Anna")
    index.apply(None, shifts=[removed, other, judged, shift("stray")])
    index.refresh()
    index.close()
    late = max(each.at for each in stored.values())
    # What is not read again stands as it was read; a verdict counts there as well.
    found, _ = asyncio.run(replay_dry(session, late, ()))
    assert {name: [each.id for each in rows] for name, rows in found.items()} == {
        "new": [first.id],
        "changed": [second.id],
        "gone": [shift("stray").id],
    }
    assert not list(settings.data_dir.glob("replay-*"))


def keep_a_watch(settings: Settings) -> None:
    with (
        open_store(settings.data_dir, SystemClock()) as store,
        closing(Following(settings, store.database, SystemClock().now)) as following,
        Publisher(settings, "console") as publisher,
    ):
        ClusterDesk(store.database, store.alerts, following, lambda: publisher).keep(
            rule("w", created_at=datetime(2026, 1, 1, tzinfo=UTC))
        )


def test_all_are_sent_round_to_be_read_anew(settings: Settings, store: ElasticStore) -> None:
    store.apply(news(5))
    number = replay_round(session_of(settings), None)
    records = everything(settings, "articles")
    assert number == len(records) == 5
    assert all((AGAIN, b"1") in record.headers for record in records)
    sent = [record.decode(Article) for record in records]
    assert all(each.text and each.version == 0 for each in sent)
    newest = max(each.first_seen_at for each in sent)
    assert 0 < replay_round(session_of(settings), newest) < number
