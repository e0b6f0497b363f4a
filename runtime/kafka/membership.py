"""One member of a consumer group: its partitions, what it reads, what it commits.

librdkafka's consumer blocks, so it lives on a thread of its own; this is its face in an event loop.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from runtime.kafka.clients import Complaints, consuming, library
from runtime.kafka.errors import KafkaFailure, WrongTopics
from runtime.kafka.offsets import Place
from runtime.kafka.topics import TopicName, full_name
from runtime.settings import Settings

log = logging.getLogger(__name__)

R = TypeVar("R")

GATHER_SECONDS = 0.01
BUSY_GATHER_SECONDS = 0.2
"""While messages come in numbers: each batch costs the servers as much as several messages."""
"""After a first message, for those that came with it."""

ANSWER_SECONDS = 5.0

GONE = frozenset({KafkaError.UNKNOWN_TOPIC_OR_PART, KafkaError._UNKNOWN_TOPIC})
NOT_OURS = frozenset(
    {
        KafkaError.ILLEGAL_GENERATION,
        KafkaError.UNKNOWN_MEMBER_ID,
        KafkaError.REBALANCE_IN_PROGRESS,
        KafkaError.FENCED_INSTANCE_ID,
        KafkaError._ASSIGNMENT_LOST,
        KafkaError._NO_OFFSET,
        KafkaError._STATE,
    }
)
"""The partitions went to another member meanwhile, which works what is not committed."""

Given = Callable[[Sequence[Place]], dict[Place, int]]
Taken = Callable[[Sequence[Place]], None]


class Membership:
    """To be used from one event loop. `close` leaves the group at once.

    `given` hears which partitions came, and says from which offset to read where that is not the
    committed one; `taken` hears which ones go. Both are called on the consumer's thread, and the
    partitions change hands when they return. `at_end` hears of a partition whose end is reached.
    """

    def __init__(
        self,
        settings: Settings,
        role: str,
        group: str,
        topics: Sequence[TopicName],
        *,
        given: Given = lambda _places: {},
        taken: Taken = lambda _places: None,
        at_end: Callable[[Place], object] | None = None,
    ) -> None:
        self._given, self._taken, self._at_end = given, taken, at_end
        self._complaints = Complaints(settings)
        self._owned: set[Place] = set()
        self._paused = False
        self._gather = GATHER_SECONDS
        self.joined = False
        self.leaving = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"consumer-{group}")
        self._consumer = Consumer(
            {
                **consuming(settings, role, group),
                "error_cb": self._complaints,
                "enable.partition.eof": at_end is not None,
            },
            logger=library,
        )
        self._consumer.subscribe(
            [full_name(settings, name) for name in topics],
            on_assign=self._assigned,
            on_revoke=self._revoked,
            on_lost=self._revoked,
        )

    @property
    def owned(self) -> frozenset[Place]:
        """The partitions that are this member's now."""
        return frozenset(self._owned)

    async def poll(self, most: int, seconds: float) -> list[Message]:
        """The next messages, at most so many, none where there are none within some time.

        Raises `KafkaRefused`, `WrongTopics`, `KafkaFailure`.
        """
        self._complaints.check()
        found = await self._on_thread(lambda: self._consumed(most, seconds))
        self._complaints.check()
        return [message for message in found if not self._is_remark(message)]

    async def keep_membership(self, seconds: float) -> None:
        """Wait, still a member of the group, without getting any message."""
        self._paused = True
        try:
            await self._on_thread(lambda: self._pause(list(self._owned)))
            await self.poll(1, seconds)
        finally:
            self._paused = False
            await self._on_thread(self._resume)

    async def commit(self, positions: dict[Place, int]) -> bool:
        """Commit the offsets to read next; False where the partitions are another's by now.

        Waits for a Kafka that is away, unless this member is `leaving`: what is not committed is
        worked again, which is harmless.
        """
        while offsets := [
            TopicPartition(*place, offset)
            for place, offset in positions.items()
            if place in self._owned
        ]:
            try:
                await self._on_thread(
                    lambda: self._consumer.commit(offsets=offsets, asynchronous=False)
                )
            except KafkaException as error:
                if error.args[0].code() in NOT_OURS:
                    log.info("not committed, the partitions went to another member: %s", error)
                    return False
                if self.leaving:
                    log.warning("the commit failed, what was worked comes again: %s", error)
                    return False
                log.warning("the commit failed, tried again: %s", error)
                await self.keep_membership(1.0)
            else:
                return len(offsets) == len(positions)
        return not positions

    async def ends(self) -> dict[Place, int]:
        """The end of each owned partition, as the newest answer from Kafka has it."""
        return await self._on_thread(self._ends)

    async def committed(self, places: Iterable[Place]) -> dict[Place, int]:
        """How far the group has come in these partitions; those that can't be told are left out.

        Where nothing was ever committed it begins at 0.
        """
        asked = [TopicPartition(*place) for place in places]
        if not asked:
            return {}
        try:
            found = await self._on_thread(
                lambda: self._consumer.committed(asked, timeout=ANSWER_SECONDS)
            )
        except KafkaException as error:
            log.info("committed offsets are not known yet: %s", error)
            return {}
        return {(each.topic, each.partition): max(0, each.offset) for each in found}

    async def close(self) -> None:
        """Leave the group; what was not committed goes to the other members."""
        try:
            await asyncio.shield(self._on_thread(self._consumer.close))
        finally:
            self._thread.shutdown(wait=False)

    def _consumed(self, most: int, seconds: float) -> list[Message]:
        # `consume` waits until there are so many: a single message would be late.
        first = self._consumer.poll(seconds)
        if first is None:
            self._gather = GATHER_SECONDS
            return []
        more = self._consumer.consume(most - 1, self._gather) if most > 1 else []
        self._gather = BUSY_GATHER_SECONDS if more else GATHER_SECONDS
        return [first, *more]

    def _on_thread(self, work: Callable[[], R]) -> "asyncio.Future[R]":
        return asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _assigned(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        places = _places(partitions)
        begin = self._given(places)
        for each in partitions:
            each.offset = begin.get((each.topic, each.partition), each.offset)
        self._owned.update(places)
        self.joined = True
        consumer.incremental_assign(partitions)
        if self._paused:
            self._pause(places)

    def _revoked(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        places = _places(partitions)
        self._owned.difference_update(places)
        self._taken(places)
        consumer.incremental_unassign(partitions)

    def _is_remark(self, message: Message) -> bool:
        """Whether it is no message but something librdkafka says; raises what ends us."""
        error = message.error()
        if error is None:
            return False
        topic, partition = message.topic(), message.partition()
        if error.code() == KafkaError._PARTITION_EOF:
            assert topic is not None
            assert partition is not None
            if self._at_end is not None and (topic, partition) in self._owned:
                self._at_end((topic, partition))
            return True
        if error.code() in GONE:
            raise WrongTopics(f"{error.str()}: make the topics with `parley topics apply`")
        if error.fatal():
            raise KafkaFailure(f"Kafka's client can't go on: {error.str()}")
        log.debug("from Kafka: %s", error.str())
        return True

    def _pause(self, places: Iterable[Place]) -> None:
        self._consumer.pause([TopicPartition(*place) for place in places])

    def _resume(self) -> None:
        self._consumer.resume([TopicPartition(*place) for place in self._owned])

    def _ends(self) -> dict[Place, int]:
        return {
            place: self._consumer.get_watermark_offsets(TopicPartition(*place), cached=True)[1]
            for place in self._owned
        }


def _places(partitions: Iterable[TopicPartition]) -> list[Place]:
    return [(each.topic, each.partition) for each in partitions]
