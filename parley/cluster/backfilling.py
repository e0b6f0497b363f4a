"""A backfill in the cluster shell: files in, articles sent to Kafka, progress in between."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ingest.backfill import Backfill
from ingest.kafka import FeedCache, KafkaFeedState
from ingest.kafka.cache import own_directory
from ingest.kafka.sink import publish_article, too_large
from ingest.state import SeenMark
from parley.backfilling import Fate, Tally, through
from parley.cluster.ingest import topic_id
from parley.session import Session
from runtime.kafka import Publisher, TooLarge, bury, check_topics, clients
from wire import Article, DeadLetter

AHEAD = 128
"""Articles under way at once: enough for full batches, and they may be of some MiB."""


async def publish_files(
    session: Session, files: Sequence[Path], outlet: str | None, as_given: bool
) -> Tally:
    """Send every article of the files to Kafka that was not sent before.

    What was sent is known from the topic of feeds, so it may be broken off and started again, here
    or on another machine. Raises `KafkaFailure`, `StorageError`, `OSError`.
    """
    settings, clock = session.settings, session.clock
    tally = Tally(done="sent to Kafka")
    check_topics(clients.reached(settings), settings, ["articles", "feeds", "dead-letters"])
    with ExitStack() as stack:
        directory = own_directory(stack, settings.data_dir, "parley backfill", clock.now())
        cache = stack.enter_context(FeedCache.open(directory))
        cache.belongs_to(topic_id(settings))
        await asyncio.to_thread(cache.catch_up, settings)
        publisher = stack.enter_context(Publisher(settings, "backfill"))
        state = KafkaFeedState(cache, publisher, {}, settings.partitions)
        letters: list[DeadLetter] = []
        drops: Counter[str] = Counter()

        async def take(article: Article) -> Fate:
            known = state.entry(article.outlet.domain, article.identity)
            if known is not None and known.content_hash == article.content_hash:
                return "known"
            try:
                await publish_article(publisher, article)
            except TooLarge as error:
                await bury(publisher, too_large(article, error))
                return "dead"
            await state.settled(SeenMark.of(article))
            return "stored"

        with Backfill(
            files,
            now=clock.now(),
            outlet=outlet,
            as_given=as_given,
            max_article_bytes=settings.max_article_bytes,
            remembered=state.first_seen,
            on_dead=letters.append,
            on_drop=lambda reason, _position, number: drops.update({reason: number}),
        ) as articles:
            await through(session, articles, take, tally, lanes=AHEAD, doing="sending")
        await asyncio.gather(*(bury(publisher, letter) for letter in letters))
        tally.dropped = drops
        tally.dead += len(letters)
    return tally
