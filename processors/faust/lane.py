"""One wrapper for every agent: each message is done, left out or a dead letter before it is let go.

Faust acknowledges a message whose agent raised, so nothing is raised into it. A message is
acknowledged when its outputs and its state are with Kafka; after a crash it comes again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar, cast

from aiokafka.errors import KafkaError  # type: ignore[import-untyped]
from confluent_kafka import KafkaException
from faust.streams import Stream
from faust.types import StreamT

from processors.faust.around import Around, Event
from processors.faust.tables import Superseded
from runtime.kafka import KafkaFailure, Passing, Poison, Record, Rejected, TooLarge
from runtime.kafka.breaker import Breaker
from runtime.kafka.consuming import FIRST_PAUSE, LONGEST_PAUSE, TRIES
from runtime.kafka.dead_letters import bury
from runtime.kafka.headers import Headers
from runtime.kafka.records import letter_of
from runtime.kafka.topics import short_name
from runtime.logs import log_context
from runtime.metrics.cluster import RETRIES, STAGE_SECONDS
from runtime.settings import Settings
from wire.dead_letter import Stage

log = logging.getLogger(__name__)

B = TypeVar("B")

Waiting = asyncio.Queue[tuple[Event, Record, "asyncio.Task[B | Exception]"]]

PASSING_TRIES = 12
"""With the pauses between them some four minutes; then a supervisor's restart is the next try."""


class Work(Protocol[B]):
    """What a stage does with one message, in two steps.

    `begin` may run while earlier messages are still being finished and must change nothing;
    `finish` runs one message of a partition at a time, in their order. Both may come again.
    """

    @property
    def stage(self) -> Stage:
        """Its name in dead letters and metrics."""
        ...

    @property
    def at_once(self) -> int:
        """How many messages may be begun and not finished."""
        ...

    async def begin(self, event: Event, record: Record) -> B:
        """What can be done beforehand. Raises `Poison`, `Passing`, `Superseded`."""
        ...

    async def finish(self, event: Event, record: Record, begun: B) -> str | None:
        """Tell, then keep; gives the reason where the message is left out."""
        ...


class Lane(Generic[B]):
    """The messages of one stage: those of a partition one after the other.

    `fail` hears once of what must end the process; the message that met it stays where it is.
    """

    def __init__(self, work: Work[B], around: Around, fail: Callable[[Exception], None]) -> None:
        self._work, self._around, self._fail = work, around, fail
        self._breaker = Breaker(work.stage, around.settings.failing_share)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Work the stream's messages for ever: the body of an agent."""
        room = asyncio.Semaphore(self._work.at_once)
        waiting: dict[int, Waiting[B]] = {}
        async with asyncio.TaskGroup() as finishing:
            async for event in _events(stream):
                await room.acquire()
                record = record_of(self._around.settings, event)
                self._around.accounts.take(self._work.stage, record.at)
                if record.partition not in waiting:
                    waiting[record.partition] = asyncio.Queue()
                    finishing.create_task(self._finish(waiting[record.partition], room))
                begun = finishing.create_task(self._begun(event, record))
                waiting[record.partition].put_nowait((event, record, begun))

    async def _finish(self, waiting: "Waiting[B]", room: asyncio.Semaphore) -> None:
        """Finish the messages of one partition in their order."""
        while True:
            event, record, begun = await waiting.get()
            started = self._around.clock.monotonic()
            try:
                with log_context(article=record.about.article or None):
                    await self._one(event, record, begun)
            except Superseded:
                self._around.accounts.give_back(self._work.stage, record.at)
            except Exception as error:
                self._around.accounts.give_back(self._work.stage, record.at)
                self._fail(error)
                # Not one message more: this one would be left behind.
                await asyncio.Event().wait()
            else:
                event.ack()
                seconds = self._around.clock.monotonic() - started
                self._around.registry.observe(STAGE_SECONDS, seconds, stage=self._work.stage)
            room.release()

    async def _begun(self, event: Event, record: Record) -> B | Exception:
        """What `begin` gives, or the error that it raised, for the one that finishes to judge."""
        try:
            return await self._work.begin(event, record)
        except Exception as error:
            return error

    async def _one(
        self, event: Event, record: Record, begun: "asyncio.Task[B | Exception]"
    ) -> None:
        stage, pause, passing, failed = self._work.stage, FIRST_PAUSE, 0, 0
        result = await begun
        while True:
            try:
                if isinstance(result, Exception):
                    raise result
                reason = await self._work.finish(event, record, result)
            except (Superseded, KafkaFailure):
                raise
            except (Passing, KafkaError, KafkaException, TimeoutError, ConnectionError) as error:
                passing += 1
                if passing >= PASSING_TRIES:
                    raise KafkaFailure(
                        f"stage {stage} gives up at {record.position} after {passing} tries:"
                        f" {error}; nothing is lost, it goes on there when it is started again"
                    ) from error
                log.warning("stage %s waits: %s", stage, error)
                self._around.health.lacks(stage, str(error) or "waits")
            except TooLarge as error:
                return await self._reject(Rejected(record, "too_large", str(error)))
            except Poison as error:
                return await self._reject(Rejected(record, error.error, str(error)))
            except Exception as error:
                if is_of_the_disk(error):
                    raise
                failed += 1
                if failed >= TRIES:
                    log.exception("set aside as a dead letter: %s", record.position)
                    rejected = Rejected(record, "internal", repr(error), failed)
                    return await self._reject(rejected)
                log.warning("failed, tried again: %s: %r", record.position, error)
            else:
                self._around.health.holds(stage)
                return self._settle(record, reason)
            kind = "internal" if failed else "passing"
            self._around.registry.add(RETRIES, stage=stage, error=kind)
            await self._around.clock.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            result = await self._begun(event, record)

    def _settle(self, record: Record, reason: str | None) -> None:
        self._breaker.note(1, [])
        if reason is None:
            self._around.accounts.done(self._work.stage, record.at)
        else:
            self._around.accounts.drop(self._work.stage, record.at, reason)

    async def _reject(self, rejected: Rejected) -> None:
        log.warning("set aside as a dead letter: %s: %s", rejected.record.position, rejected.text)
        self._breaker.note(1, [rejected])
        letter = letter_of(self._work.stage, rejected, self._around.clock.now())
        await bury(self._around.publisher, letter)
        self._around.accounts.bury(self._work.stage, rejected.record.at, rejected.error)


async def _events(stream: StreamT[bytes]) -> AsyncIterator[Event]:
    # A stream acknowledges what it gave as soon as it is asked for more, also when it is closed.
    worked = cast("Stream[bytes]", stream).noack()
    async for event in worked.events():
        yield event


def record_of(settings: Settings, event: Event) -> Record:
    """The record of an event from one of our topics."""
    message = event.message
    headers = message.headers or ()
    return Record(
        topic=short_name(settings, message.topic),
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=tuple(cast("Headers", headers)),
        at=datetime.fromtimestamp(max(0.0, message.timestamp or 0.0), UTC),
    )


def is_of_the_disk(error: Exception) -> bool:
    """Whether it is no message's fault but the disk's: rocksdict has no class of its own for it."""
    if isinstance(error, OSError):
        return True
    return type(error) is Exception and str(error).startswith("IO error")
