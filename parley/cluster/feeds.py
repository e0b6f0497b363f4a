"""How the feeds of the cluster are, for whoever looks: their topic, through a cache of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ingest.decide.health import FeedMemory
from ingest.kafka import FeedCache
from parley.cluster.ingest import topic_id
from parley.local.attending import silent_feeds
from runtime.settings import Settings
from search.alerts.operations import Trouble

FOLDER = "feeds"
"""Inside the data directory: beside the caches of ingest roles."""


def remembered_feeds(settings: Settings) -> list[FeedMemory]:
    """What the ingest roles have told of feeds. Raises `KafkaFailure`, `StorageError`."""
    with _caught_up(settings) as cache:
        return list(cache.state.feeds())


def silent_now(settings: Settings, now: datetime) -> list[Trouble]:
    """The feeds that are silent against their habit. Raises `KafkaFailure`, `StorageError`."""
    with _caught_up(settings) as cache:
        return silent_feeds(cache.state, now)


@contextmanager
def _caught_up(settings: Settings) -> Iterator[FeedCache]:
    with FeedCache.open(settings.data_dir / FOLDER) as cache:
        cache.belongs_to(topic_id(settings))
        cache.catch_up(settings)
        yield cache
