"""Whole topics read from a place that the reader keeps itself: a compacted topic as a table.

There is no group: everybody who follows a topic reads all of it, and nothing is committed.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from confluent_kafka import KafkaError, Message, TopicPartition

from runtime.kafka import offsets
from runtime.kafka.clients import Complaints, admin, reader
from runtime.kafka.errors import KafkaFailure, WrongTopics
from runtime.kafka.offsets import Place
from runtime.kafka.records import Record
from runtime.kafka.topics import TopicName, full_name
from runtime.settings import Settings

R = TypeVar("R")

MOST = 500
SECONDS = 30.0
GATHER_SECONDS = 0.01


class Tail:
    """Reads topics to their ends and waits for more. Use as a context manager.

    `aread` and `aends` are for an event loop, the others block. One call at a time.
    """

    def __init__(
        self,
        settings: Settings,
        role: str,
        topics: Sequence[TopicName],
        begin: Mapping[Place, int] | None = None,
    ) -> None:
        """`begin` has the offsets to read next, of partitions that were read before.

        Raises `WrongTopics` where a topic is missing, `KafkaFailure`.
        """
        self._settings = settings
        self._complaints = Complaints(settings)
        self._consumer = reader(settings, self._complaints, role)
        self._admin = admin(settings, self._complaints, role)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"tail-{role}")
        try:
            places = self._places(topics)
        except BaseException:
            self.close()
            raise
        self.next: dict[Place, int] = {place: (begin or {}).get(place, 0) for place in places}
        self._ended: dict[Place, int] = dict.fromkeys(places, -1)
        self._consumer.assign([TopicPartition(*each, offset) for each, offset in self.next.items()])

    def read(self, seconds: float, most: int = MOST) -> list[Record]:
        """The next messages, none where none came within some time. Raises `KafkaFailure`."""
        self._complaints.check()
        first = self._consumer.poll(seconds)
        if first is None:
            return []
        # `consume` waits until there are so many: a single message would be late.
        found = [first, *self._consumer.consume(most - 1, GATHER_SECONDS)]
        return [record for each in found if (record := self._record(each)) is not None]

    def ends(self) -> dict[Place, int]:
        """Where each partition ends now. Raises `KafkaException` where Kafka is away."""
        # Not asked by the consumer: its connection answers only when its fetch has waited.
        return offsets.ends(self._admin, self.next)

    def reached(self, ends: Mapping[Place, int]) -> bool:
        """Whether all before these ends was read; compaction leaves gaps, also at an end."""
        return all(
            end == 0 or max(self.next[place], self._ended[place]) >= end
            for place, end in ends.items()
        )

    async def aread(self, seconds: float, most: int = MOST) -> list[Record]:
        """`read`, without holding up the event loop."""
        return await self._on_thread(lambda: self.read(seconds, most))

    async def aends(self) -> dict[Place, int]:
        """`ends`, without holding up the event loop."""
        return await self._on_thread(self.ends)

    def close(self) -> None:
        """Let the consumer go."""
        self._thread.shutdown(wait=True)
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _places(self, topics: Sequence[TopicName]) -> list[Place]:
        found: list[Place] = []
        for name in topics:
            full = full_name(self._settings, name)
            there = self._consumer.list_topics(full, timeout=SECONDS).topics.get(full)
            if there is None or not there.partitions:
                raise WrongTopics(f"there is no topic {full}: make it with `parley topics apply`")
            found += [(full, number) for number in sorted(there.partitions)]
        return found

    def _record(self, message: Message) -> Record | None:
        error = message.error()
        topic, partition, offset = message.topic(), message.partition(), message.offset()
        if error is not None:
            if error.code() == KafkaError._PARTITION_EOF and topic is not None:
                assert partition is not None
                assert offset is not None
                self._ended[topic, partition] = offset
            elif error.fatal():
                raise KafkaFailure(f"Kafka's client can't go on: {error.str()}")
            return None
        record = Record.of(self._settings, message)
        assert topic is not None
        self.next[topic, record.partition] = record.offset + 1
        return record

    def _on_thread(self, work: Callable[[], R]) -> "asyncio.Future[R]":
        return asyncio.get_running_loop().run_in_executor(self._thread, work)
