"""How the feeds of the cluster are, for whoever looks: their topic, through a cache of its own."""

from ingest.decide.health import FeedMemory
from ingest.kafka import FeedCache
from parley.cluster.ingest import topic_id
from runtime.settings import Settings

FOLDER = "feeds"
"""Inside the data directory: beside the caches of ingest roles."""


def remembered_feeds(settings: Settings) -> list[FeedMemory]:
    """What the ingest roles have told of feeds. Raises `KafkaFailure`, `StorageError`."""
    with FeedCache.open(settings.data_dir / FOLDER) as cache:
        cache.belongs_to(topic_id(settings))
        cache.catch_up(settings)
        return list(cache.state.feeds())
