"""A table of bytes by partition: the changelog is acknowledged before the local file is written.

Faust writes its file first and the changelog some time later, so that a kill in between leaves a
file that knows what no other worker will ever hear of.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping

import faust
from faust.stores.rocksdb import Store
from faust.types import TP

from processors.faust.around import Event
from processors.faust.pulse import Pulse
from processors.faust.transport import is_current
from runtime.kafka import TooLarge
from runtime.kafka.topics import LARGEST

log = logging.getLogger(__name__)

MIB = 1024 * 1024

REWRITTEN_AT_ONCE = 200

RECOVERED_AT_ONCE = 100
"""Records of a changelog that are held in memory until they are written: some may be of MiB."""


class Superseded(Exception):
    """The partition is not this worker's any more: whoever has it now works the message."""


class Kept:
    """One table. Values may only be written on behalf of an event, into its partition."""

    def __init__(
        self,
        app: faust.App,
        name: str,
        partitions: int,
        options: Mapping[str, object],
        pulse: Pulse,
    ) -> None:
        self._app, self._pulse = app, pulse
        self._table = app.Table(
            name,
            key_type=bytes,
            value_type=bytes,
            partitions=partitions,
            # Faust takes what it knows out of the mapping that it is given.
            options=dict(options),
            recovery_buffer_size=RECOVERED_AT_ONCE,
            extra_topic_configs={"max.message.bytes": str(LARGEST + MIB)},
        )
        self._newest: dict[TP, tuple[int, int]] = {}

    def get(self, event: Event, key: str) -> bytes | None:
        """The value under a key in the event's partition. Raises `Superseded`."""
        self.check(event)
        found = self._store._db_for_partition(event.message.partition).get(key.encode())
        return None if found is None else bytes(found)

    def keys(self, event: Event) -> Iterator[str]:
        """The keys in the event's partition, sorted."""
        self.check(event)
        for key in self._store._visible_keys(
            self._store._db_for_partition(event.message.partition)
        ):
            yield key.decode()

    async def put(self, event: Event, values: Mapping[str, bytes | None]) -> None:
        """Write values in their order (None deletes), each known to Kafka before it is here.

        Raises `Superseded`, `Frozen`, and what Kafka refuses with.
        """
        if await self._put(event, values):
            log.warning("%s: somebody else has written to it; written anew", self._place(event))
            keys = list(self.keys(event))
            for start in range(0, len(keys), REWRITTEN_AT_ONCE):
                some = keys[start : start + REWRITTEN_AT_ONCE]
                await self._put(event, {key: self.get(event, key) for key in some})

    async def _put(self, event: Event, values: Mapping[str, bytes | None]) -> bool:
        """Write, and give whether somebody else's record stands between two of ours.

        A worker that was frozen and taken for dead may have had a record on its way, which now lies
        in the changelog above newer ones of this worker, the rightful one.
        """
        self.check(event)
        partition, foreign = event.message.partition, False
        sent = [
            await self._table.changelog_topic.send(
                key=key.encode(),
                value=value,
                partition=partition,
                key_serializer="raw",
                value_serializer="raw",
            )
            for key, value in values.items()
        ]
        written = await asyncio.gather(*sent)
        self.check(event)
        file = self._store._db_for_partition(partition)
        for (key, value), record in zip(values.items(), written, strict=True):
            foreign |= not self._follows(event, record.offset)
            if value is None:
                file.delete(key.encode())
            else:
                file.put(key.encode(), value)
            self._store.set_persisted_offset(self._place(event), record.offset)
        return foreign

    @staticmethod
    def fits(key: str, value: bytes) -> None:
        """Raise `TooLarge` for what the changelog does not take."""
        if len(key) + len(value) > LARGEST:
            raise TooLarge(f"{len(value)} bytes to be kept of {key}; a table takes {LARGEST}")

    def check(self, event: Event) -> None:
        """Raise `Superseded` if a rebalance has begun since the event was read; `Frozen`.

        Not by `app.rebalancing`: that still holds when the first messages after one come, which
        nobody would bring again.
        """
        message = event.message
        self._pulse.check()
        if not is_current(self._app, message):
            raise Superseded(f"{message.topic}/{message.partition}/{message.offset}")

    def is_owned(self, event: Event) -> bool:
        """Whether the event's partition of the table is this worker's.

        An event's own topic says so, unless workers that do not know the topic share the group, as
        while they are being replaced by newer ones.
        """
        return self._place(event) in self._app.assignor.assigned_actives()

    @property
    def _store(self) -> Store:
        store = self._table.data
        assert isinstance(store, Store)
        return store

    def _place(self, event: Event) -> TP:
        return TP(self._table.changelog_topic.get_topic_name(), event.message.partition)

    def _follows(self, event: Event, offset: int) -> bool:
        """Whether a record of the changelog is the next one after our last."""
        place, generation = self._place(event), event.message.generation_id or 0
        known = self._newest.get(place)
        self._newest[place] = (generation, offset)
        return known is None or known[0] != generation or offset == known[1] + 1
