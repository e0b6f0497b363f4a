"""Feeds shared by several processes: their state in a compacted topic, articles sent to Kafka.

The same poller and the same SQLite tables as in the local shell; here the file is only a cache of
the topic. What does not belong here: decisions, fetching, wiring.
"""

from ingest.kafka.cache import FeedCache
from ingest.kafka.feed_state import KafkaFeedState
from ingest.kafka.sharing import FeedShare
from ingest.kafka.sink import PublishingSink

__all__ = ["FeedCache", "FeedShare", "KafkaFeedState", "PublishingSink"]
