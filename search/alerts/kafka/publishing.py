"""Entries that changed, onto the topic of alerts; noted as published when Kafka has them."""

import asyncio
import logging
from collections.abc import Sequence

from runtime.kafka import Publisher, TooLarge, headers_of
from runtime.metrics import Registry
from runtime.metrics.cluster import ALERTS
from runtime.sqlite import Database
from search.alerts.courier import Writing
from search.alerts.kafka import editions
from search.alerts.kafka.editions import Unsent
from search.alerts.kafka.entries import AlertEntry, key_of
from wire.codec import encode

log = logging.getLogger(__name__)


class Entries:
    """Publishes what changed in a file. To be used from one event loop."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        write: Writing,
        registry: Registry | None = None,
    ) -> None:
        self._registry = registry or Registry()
        self._database = database
        self._publisher = publisher
        self._write = write
        self._turn = asyncio.Lock()

    async def publish(self) -> int:
        """Publish all that changed; how many entries. Returns when all are acknowledged.

        Raises `StorageError`, `KafkaFailure`, `KafkaException`.
        """
        number = 0
        async with self._turn:
            while waiting := await asyncio.to_thread(self._unsent):
                await asyncio.gather(*(self._send(each) for each in waiting))
                await self._write(lambda tx, done=waiting: editions.sent(tx, done))  # type: ignore[misc]
                number += len(waiting)
        return number

    def _unsent(self) -> Sequence[Unsent]:
        with self._database.read() as connection:
            return editions.unsent(connection)

    async def _send(self, each: Unsent) -> None:
        entry = each.entry
        value = None if entry is None else encode(entry)
        article = entry.articles[0] if isinstance(entry, AlertEntry) and entry.articles else ""
        headers = headers_of(each.kind, article=article)
        try:
            await self._publisher.publish("alerts", key_of(each.kind, each.id), value, headers)
        except TooLarge as error:
            # It stays in the file; only a machine that begins anew would not have it.
            log.error("%s %s is too large to be published: %s", each.kind, each.id, error)
        else:
            if isinstance(entry, AlertEntry):
                self._registry.add(ALERTS, subject=entry.alert.subject)
