"""The index role: what was read goes into Elasticsearch and past the watches."""

import asyncio
from contextlib import ExitStack

from parley.cluster.roles import Role
from parley.names import party_names_when_needed
from runtime.kafka import Consuming, Publisher, TopicName
from runtime.kafka.tailing import Tail
from search.alerts.kafka.book import WatchBook
from search.index.elastic import (
    ElasticIndex,
    administration,
    unchecked,
    wait_for_elasticsearch,
)
from search.indexing import Indexing

TOPICS: tuple[TopicName, ...] = (
    *("statements", "shifts", "watches", "hits", "accounts", "dead-letters"),
)


async def index(role: Role) -> None:
    """Index until the role is told to stop.

    Raises `KafkaFailure`, and `StoreUnavailable` where no waiting helps.
    """
    settings, clock = role.settings, role.clock
    role.health.lacks("elasticsearch", "not reached yet")
    with ExitStack() as stack:
        store = unchecked(settings, role.registry)
        stack.callback(store.close)
        await role.kafka_is_ready(TOPICS)
        await _elasticsearch_is_ready(role, store)
        tail = stack.enter_context(Tail(settings, "index", ["watches"]))
        book = WatchBook(tail)
        await asyncio.to_thread(book.catch_up)
        publisher = stack.enter_context(Publisher(settings, "index", role.registry))
        indexing = Indexing(
            store,
            book,
            publisher,
            now=clock.now,
            registry=role.registry,
            party_name=party_names_when_needed(settings),
        )
        stack.callback(indexing.close)
        consuming = Consuming(
            settings,
            "index",
            ["statements", "shifts"],
            indexing,
            publisher=publisher,
            clock=clock,
            registry=role.registry,
            health=role.health,
        )
        stopping = asyncio.create_task(role.stopping.wait())
        stopping.add_done_callback(lambda _: consuming.stop())
        try:
            await consuming.run()
        finally:
            stopping.cancel()


async def _elasticsearch_is_ready(role: Role, store: ElasticIndex) -> None:
    """Wait for it, and see that its indices are those of this program."""
    await wait_for_elasticsearch(store.connection, role.clock)
    await asyncio.to_thread(administration.check, store.connection, store.names)
    role.health.holds("elasticsearch")
