"""`FeedState` over the compacted topic of feeds: written to the cache, then sent.

An article is acknowledged before its entry's mark is written at all (see `sink`), so the mark may
stand in the cache first: what is lost in between is only that another process reads the entry
again and sends the article again, which its key takes for the same.
"""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from ingest.decide.entries import Remembered
from ingest.decide.health import FeedMemory
from ingest.kafka.cache import SOURCE, FeedCache
from ingest.kafka.notes import EntryNote, FeedNote, entry_key, feed_key, place_of
from ingest.state import SeenMark
from runtime.kafka import Headers, Publisher, TopicName, headers_of
from wire import codec


class KafkaFeedState:
    """See `ingest.state.FeedState`. What is stored is in the cache, and on its way to Kafka.

    Only `settled` waits until it is there. The others need not: what a kill takes back is that a
    feed is asked once more without its validators, or a page once more. And a thread that waits
    for Kafka would be missing elsewhere.

    `domains` has the outlet's domain of every feed, `partitions` is the topic's number of them.
    """

    def __init__(
        self,
        cache: FeedCache,
        publisher: Publisher,
        domains: Mapping[str, str],
        partitions: int,
    ) -> None:
        self._cache = cache
        self._publisher = publisher
        self._domains = domains
        self._partitions = partitions

    def feeds(self) -> Sequence[FeedMemory]:
        """What is remembered of every feed that was ever asked, by address."""
        return self._cache.state.feeds()

    def feed(self, url: str) -> FeedMemory:
        """What is remembered of a feed; an empty memory for one that was never asked."""
        return self._cache.state.feed(url)

    def save_feed(self, memory: FeedMemory) -> None:
        """Remember a feed."""
        self._cache.state.save_feed(memory)
        note = FeedNote(feed=memory, hours=self._cache.hours(memory.url))
        message = self._message(feed_key(memory.url), self._domains[memory.url], "feed", note)
        self._publisher.send(**message)

    def forget_feed(self, url: str) -> None:
        """Forget a feed, so that it is asked as if for the first time. Its entries stay seen."""
        self._cache.state.forget_feed(url)
        message = self._message(feed_key(url), self._domains[url], "feed", None)
        self._publisher.send(**message)

    def entry(self, outlet_domain: str, identity: str) -> Remembered | None:
        """What is remembered of an entry."""
        return self._cache.state.entry(outlet_domain, identity)

    def first_seen(self, outlet_domain: str, identity: str) -> datetime | None:
        """When an entry was first seen."""
        return self._cache.state.first_seen(outlet_domain, identity)

    def mark_seen(self, tx: sqlite3.Connection, mark: SeenMark) -> None:
        """Mark an entry in the cache alone."""
        self._cache.state.mark_seen(tx, mark)

    def settle(self, mark: SeenMark) -> None:
        """Mark an entry."""
        self._publisher.send(**self._marked(mark))

    async def settled(self, mark: SeenMark) -> None:
        """Mark an entry; returns when Kafka has acknowledged it."""
        await self._publisher.publish(**await asyncio.to_thread(self._marked, mark))

    def _marked(self, mark: SeenMark) -> "_Message":
        """Mark an entry in the cache; gives what is to be sent."""
        self._cache.state.settle(mark)
        return self._message(
            entry_key(mark.outlet_domain, mark.identity),
            mark.outlet_domain,
            "entry",
            EntryNote(entry=self._whole(mark)),
        )

    def _whole(self, mark: SeenMark) -> SeenMark:
        """The mark with what the cache knew before: compaction keeps the newest message alone."""
        known = self._cache.state.entry(mark.outlet_domain, mark.identity)
        if known is None:
            return mark
        return SeenMark(
            outlet_domain=mark.outlet_domain,
            identity=mark.identity,
            first_seen_at=known.first_seen_at,
            article_id=known.article_id,
            entry_hash=known.entry_hash,
            content_hash=known.content_hash,
            outcome=known.outcome,
            attempts=known.attempts,
            fetched_at=known.fetched_at,
        )

    def _message(
        self, key: str, domain: str, kind: str, note: FeedNote | EntryNote | None
    ) -> "_Message":
        return {
            "topic": "feeds",
            "key": key,
            "value": None if note is None else codec.encode(note),
            "headers": (*headers_of(kind), (SOURCE, self._cache.source)),
            "partition": place_of(domain, self._partitions),
        }


class _Message(TypedDict):
    """What `Publisher` takes."""

    topic: TopicName
    key: str
    value: bytes | None
    headers: Headers
    partition: int
