"""Hands what the poller found to Kafka."""

import logging
from dataclasses import replace

from ingest.kafka.feed_state import KafkaFeedState
from ingest.sink import Arrival, Dropped
from ingest.state import SeenMark
from runtime.accounts import Accounts
from runtime.clock import Clock
from runtime.kafka import Publisher, TooLarge, bury, headers_of
from runtime.sqlite import insist
from wire import Article, DeadLetter, codec
from wire.dead_letter import dead_letter

log = logging.getLogger(__name__)

STAGE = "ingest"
BEGINNING = 64 * 1024
"""Bytes kept of an article that its topic does not take."""


class PublishingSink:
    """See `ingest.sink.Sink`. An entry counts as seen only after its article is acknowledged.

    While Kafka is away a call waits, and with it the feed's turn: fetching pauses, nothing is lost.
    """

    def __init__(
        self, publisher: Publisher, state: KafkaFeedState, clock: Clock, accounts: Accounts
    ) -> None:
        self._publisher = publisher
        self._state = state
        self._clock = clock
        self._accounts = accounts

    async def arrived(self, arrival: Arrival) -> None:
        """Send an article, or a dead letter of one that is too large for its topic."""
        article, seen = arrival.article, arrival.seen
        self._accounts.take(STAGE, article.fetched_at)
        try:
            await publish_article(self._publisher, article)
        except TooLarge as error:
            await bury(self._publisher, too_large(article, error))
            self._accounts.bury(STAGE, article.fetched_at, "too_large")
            seen = replace(seen, article_id=None, outcome="dead")
        else:
            self._accounts.done(STAGE, article.fetched_at)
        await self._mark(seen)

    async def dropped(self, dropped: Dropped) -> None:
        """Count entries that were left out on purpose."""
        self._accounts.take(STAGE, dropped.at, dropped.n)
        if dropped.seen is not None:
            await self._mark(dropped.seen)
        self._accounts.drop(STAGE, dropped.at, dropped.reason, dropped.n)

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        """Send a dead letter."""
        self._accounts.take(STAGE, letter.last_failed_at)
        await bury(self._publisher, letter)
        self._accounts.bury(STAGE, letter.last_failed_at, letter.error)
        if seen is not None:
            await self._mark(seen)

    async def _mark(self, seen: SeenMark) -> None:
        await insist(lambda: self._state.settled(seen), self._clock)


async def publish_article(publisher: Publisher, article: Article) -> None:
    """Send an article under its id; returns when it is acknowledged. Raises `TooLarge`."""
    headers = headers_of("article", article=article.id, schema=article.schema)
    await publisher.publish("articles", article.id, codec.encode(article), headers)


def too_large(article: Article, error: TooLarge) -> DeadLetter:
    """The dead letter of an article that its topic does not take: its hash and beginning."""
    whole = codec.encode(article)
    return dead_letter(
        "parse",
        "too_large",
        str(error),
        whole[:BEGINNING],
        position=article.url or article.identity,
        at=article.fetched_at,
        first_seen_at=article.first_seen_at,
        whole=whole,
        key=article.id,
        article_id=article.id,
        feed=article.feed,
    )
