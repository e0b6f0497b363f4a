"""The ingest role: feeds polled, shared with other processes of the role; articles to Kafka."""

import asyncio
import logging
import random
from collections.abc import Sequence
from contextlib import ExitStack

from confluent_kafka import TopicCollection

from ingest.feeds import Feed
from ingest.kafka import FeedCache, FeedShare, KafkaFeedState, PublishingSink
from ingest.kafka.cache import own_directory
from ingest.kafka.notes import place_of
from ingest.poll import Poller
from parley.cluster.roles import Role
from runtime.accounts import Accounts
from runtime.clock import Clock
from runtime.http import GuardedClient
from runtime.kafka import Publisher, clients, full_name
from runtime.kafka.accounting import Accounting
from runtime.metrics.cluster import FEEDS_OWNED
from runtime.settings import Settings

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
CLOSING_SECONDS = 5.0
"""For Kafka to take what it was given; the entries behind the rest come again."""

SILENT_SECONDS = 5.0
"""Messages that wait for longer than this mean that Kafka is away or too slow."""


async def ingest(role: Role, feeds: Sequence[Feed], outside: Clock | None = None) -> None:
    """Poll this process's share of the feeds until the role is told to stop.

    `outside` is the time by which outlets publish and are asked, where that is not the role's own.
    """
    settings, clock = role.settings, outside or role.clock
    await role.kafka_is_ready(["articles", "feeds", "accounts", "dead-letters"])
    partitions = settings.partitions
    with ExitStack() as stack:
        directory = own_directory(stack, settings.data_dir, "parley ingest", role.clock.now())
        cache = stack.enter_context(FeedCache.open(directory))
        await asyncio.to_thread(lambda: cache.belongs_to(topic_id(settings)))
        publisher = stack.enter_context(Publisher(settings, "ingest", role.registry))
        domains = {feed.url: feed.outlet.domain for feed in feeds}
        state = KafkaFeedState(cache, publisher, domains, partitions)
        accounts = Accounts(role.clock, role.registry)
        async with GuardedClient(settings, clock) as client:
            poller = Poller(
                [],
                client,
                state,
                PublishingSink(publisher, state, clock, accounts),
                clock=clock,
                chance=random.random,
                settings=settings,
                metrics=role.registry,
            )

            async def change(ready: frozenset[int]) -> None:
                mine = [feed for feed in feeds if place_of(feed.outlet.domain, partitions) in ready]
                log.info("polling %d of %d feeds", len(mine), len(feeds))
                role.registry.set(FEEDS_OWNED, len(mine))
                await poller.poll_only(mine)

            share = FeedShare(settings, cache, change, registry=role.registry, health=role.health)
            await _until_stopped(role, share, poller, publisher, accounts)


async def _until_stopped(
    role: Role, share: FeedShare, poller: Poller, publisher: Publisher, accounts: Accounts
) -> None:
    polling = asyncio.create_task(poller.run(), name="poller")
    sharing = asyncio.create_task(share.run(), name="share")
    accounting = Accounting(accounts, publisher, role.clock, "ingest")
    watch = _watch(role, publisher, accounts, accounting)
    watching = asyncio.create_task(watch, name="watch")
    told = asyncio.create_task(role.stopping.wait())
    tasks = (polling, sharing, watching)
    try:
        await asyncio.wait({*tasks, told}, return_when=asyncio.FIRST_COMPLETED)
        share.stop()
        if not polling.done():
            await asyncio.wait({sharing})
    finally:
        told.cancel()
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        await accounting.end()
        # Now, so that no thread waits for Kafka any longer.
        await asyncio.to_thread(publisher.close, CLOSING_SECONDS)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _watch(
    role: Role, publisher: Publisher, accounts: Accounts, accounting: Accounting
) -> None:
    """Say whether Kafka takes what it is given. Raises `KafkaRefused`."""
    acknowledged, since = publisher.acknowledged, role.clock.monotonic()
    while True:
        await role.clock.sleep(LOOK_SECONDS)
        publisher.check()
        accounts.settle()
        accounting.look()
        now = role.clock.monotonic()
        if publisher.acknowledged != acknowledged or not publisher.waiting():
            acknowledged, since = publisher.acknowledged, now
            role.health.holds("kafka")
        elif now - since > SILENT_SECONDS:
            role.health.lacks(
                "kafka",
                f"Kafka at {role.settings.kafka} has acknowledged nothing for {now - since:.0f} s:"
                " fetching pauses until it does",
            )


def topic_id(settings: Settings) -> str:
    """The id that Kafka gave to the topic of feeds when it was made."""
    client = clients.reached(settings)
    name = full_name(settings, "feeds")
    described = client.describe_topics(TopicCollection([name]))[name].result(30)
    return str(described.topic_id)
