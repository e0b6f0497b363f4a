"""Messages out: each is acknowledged by Kafka before anybody counts on it."""

import asyncio
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from runtime.kafka.clients import Complaints, library, producing
from runtime.kafka.errors import KafkaFailure, TooLarge
from runtime.kafka.headers import Headers
from runtime.kafka.topics import TOPICS, TopicName, full_name
from runtime.metrics import Registry
from runtime.metrics.cluster import PRODUCED, PRODUCER_QUEUE
from runtime.settings import Settings

OVERHEAD = 512
"""Bytes of a record and its batch beside key, value and headers, generously."""

POLL_SECONDS = 0.1
FULL_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where an acknowledged message stands."""

    topic: TopicName
    partition: int
    offset: int


class Publisher:
    """An idempotent producer. Close it, or use it as a context manager. Safe from any thread.

    What it has accepted is sent sooner or later, in the order of acceptance in each partition:
    while Kafka is away it waits, and when its queue is full the caller waits. Only what is larger
    than its topic takes is refused.
    """

    def __init__(self, settings: Settings, role: str, registry: Registry | None = None) -> None:
        self._settings = settings
        self._registry = registry or Registry()
        self._complaints = Complaints(settings)
        self._producer = Producer(
            {**producing(settings, role), "error_cb": self._complaints}, logger=library
        )
        self._closed = threading.Event()
        self.acknowledged = 0
        self._thread = threading.Thread(target=self._serve, name="publisher", daemon=True)
        self._thread.start()

    async def publish(
        self,
        topic: TopicName,
        key: str | bytes,
        value: bytes | None,
        headers: Headers = (),
        *,
        partition: int | None = None,
        at: datetime | None = None,
    ) -> Delivered:
        """Send a message and return when it is acknowledged, however long that takes.

        `partition` overrides the key's own place, `at` is the message's time. Raises `TooLarge`,
        `KafkaFailure` when the publisher is closed first, `KafkaRefused`, `KafkaException`.
        """
        while True:
            try:
                future = self._accepted(topic, key, value, headers, partition=partition, at=at)
            except BufferError:
                self._complaints.check()
                await asyncio.sleep(FULL_PAUSE_SECONDS)
            else:
                return await asyncio.wrap_future(future)

    def send(
        self,
        topic: TopicName,
        key: str | bytes,
        value: bytes | None,
        headers: Headers = (),
        *,
        partition: int | None = None,
        at: datetime | None = None,
    ) -> "Future[Delivered]":
        """The same without an event loop: waits for a place in the queue, not for Kafka."""
        while True:
            try:
                return self._accepted(topic, key, value, headers, partition=partition, at=at)
            except BufferError:
                self._complaints.check()
                self._closed.wait(FULL_PAUSE_SECONDS)

    def waiting(self) -> int:
        """Messages accepted and not yet acknowledged."""
        return len(self._producer)

    def check(self) -> None:
        """Raise `KafkaRefused` if Kafka does not let us in."""
        self._complaints.check()

    def close(self, patience: float = 10.0) -> None:
        """Send what is waiting for at most `patience` seconds; the rest fails at its senders."""
        if self._closed.is_set():
            return
        self._producer.flush(patience)
        self._closed.set()
        self._thread.join()
        self._producer.purge()
        self._producer.flush(5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accepted(
        self,
        topic: TopicName,
        key: str | bytes,
        value: bytes | None,
        headers: Headers,
        *,
        partition: int | None,
        at: datetime | None,
    ) -> "Future[Delivered]":
        if self._closed.is_set():
            raise KafkaFailure("the publisher is closed")
        key = key.encode() if isinstance(key, str) else key
        if not key:
            # Without one, messages about one thing would lie on several partitions.
            raise ValueError(f"a message for {topic} without a key")
        try:
            fits(topic, key, value, headers)
        except TooLarge:
            self._count(topic, "refused")
            raise
        future: Future[Delivered] = Future()

        def settled(error: KafkaError | None, message: Message) -> None:
            self._settle(future, topic, error, message)

        try:
            self._producer.produce(
                full_name(self._settings, topic),
                value,
                key,
                partition=-1 if partition is None else partition,
                on_delivery=settled,
                timestamp=0 if at is None else round(at.timestamp() * 1000),
                headers=list(headers),
            )
        except KafkaException as error:
            if error.args[0].code() == KafkaError.MSG_SIZE_TOO_LARGE:
                raise TooLarge(str(error)) from error
            raise
        return future

    def _settle(
        self,
        future: "Future[Delivered]",
        topic: TopicName,
        error: KafkaError | None,
        message: Message,
    ) -> None:
        if not future.set_running_or_notify_cancel():
            return
        if error is None:
            partition, offset = message.partition(), message.offset()
            assert partition is not None
            assert offset is not None
            self.acknowledged += 1
            self._count(topic, "acknowledged")
            future.set_result(Delivered(topic, partition, offset))
        elif error.code() == KafkaError.MSG_SIZE_TOO_LARGE:
            self._count(topic, "refused")
            future.set_exception(TooLarge(error.str()))
        elif error.code() in {KafkaError._PURGE_QUEUE, KafkaError._PURGE_INFLIGHT}:
            future.set_exception(KafkaFailure("closed before Kafka acknowledged the message"))
        else:
            self._count(topic, "failed")
            future.set_exception(KafkaException(error))

    def _count(self, topic: TopicName, outcome: str) -> None:
        self._registry.add(PRODUCED, topic=topic, outcome=outcome)

    def _serve(self) -> None:
        while not self._closed.is_set():
            self._producer.poll(POLL_SECONDS)
            self._registry.set(PRODUCER_QUEUE, len(self._producer))


def fits(topic: TopicName, key: bytes, value: bytes | None, headers: Headers) -> None:
    """Raise `TooLarge` for what its topic does not take, compressed or not."""
    size = OVERHEAD + len(key) + len(value or b"")
    size += sum(len(name) + len(each or b"") for name, each in headers)
    most = TOPICS[topic].max_bytes
    if size > most:
        raise TooLarge(f"a message of {size} bytes for {topic}, which takes {most}")
