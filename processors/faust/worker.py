"""One worker from start to end: app, tables and agents put together, watched, stopped."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any

from confluent_kafka import KafkaException

from processors.faust.app import GROUP, SESSION_SECONDS, TABLE_OPTIONS, build_app, input_topic
from processors.faust.around import Around
from processors.faust.flagging import FlagShifts
from processors.faust.lane import B, Lane, Work
from processors.faust.pulse import Pulse
from processors.faust.reading import Extract, ReadArticles
from processors.faust.tables import Kept
from runtime.accounts import Accounts
from runtime.clock import Clock
from runtime.health import Health
from runtime.kafka import KafkaFailure, Publisher, TopicName, clients, full_name
from runtime.kafka.accounting import Accounting
from runtime.kafka.clients import Complaints
from runtime.kafka.groups import committed
from runtime.kafka.offsets import Place, ends
from runtime.kafka.topics import short_name
from runtime.kafka.watchdog import Watchdog
from runtime.metrics import Registry
from runtime.metrics.cluster import COMMITTED, LAG, PARTITIONS, REBALANCES
from runtime.settings import Settings
from wire.dead_letter import Stage

log = logging.getLogger(__name__)

INPUTS: dict[TopicName, Stage] = {
    "articles": "extract",
    "positions": "shift",
    "verdicts": "shift",
}
"""What the role reads, and as which stage."""

LOOK_SECONDS = 1.0
MEASURE_SECONDS = 10.0
STALLED_SECONDS = 600.0
"""Longer than two tries at the slowest article."""

STOP_SECONDS = 30.0


class Worker:
    """The work role in one process.

    `tables` is a directory of this process alone. `run` ends when `until` is done, or raises what
    ended it.
    """

    def __init__(
        self,
        settings: Settings,
        extract: Extract,
        *,
        publisher: Publisher,
        clock: Clock,
        registry: Registry,
        health: Health,
        tables: Path,
        stalled_seconds: float = STALLED_SECONDS,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._registry, self._health = registry, health
        self._accounts = Accounts(clock, registry)
        self._accounting = Accounting(self._accounts, publisher, clock, "work")
        self._watchdog = Watchdog(stalled_seconds)
        self._pulse = Pulse(clock, SESSION_SECONDS)
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._admin = clients.admin(settings, Complaints(settings), "work-admin")
        self._stages = {full_name(settings, name): stage for name, stage in INPUTS.items()}
        self._rebalances = 0
        self._ready = False
        tables.mkdir(parents=True, exist_ok=True)
        self.app = build_app(settings, tables)
        around = Around(settings, publisher, clock, registry, health, self._accounts)
        self._add(ReadArticles(around, extract, self._table("articles")), around)
        self._add(FlagShifts(around, self._table("timelines")), around)

    async def run(self, until: Awaitable[object]) -> None:
        """Work until `until` is done. Raises `KafkaFailure`, or whatever ended the worker."""
        self._health.lacks("group", "not joined yet")
        self._health.lacks("tables", "not recovered yet")
        ending = asyncio.ensure_future(until)
        watching = asyncio.create_task(self._watch(), name="watch")
        crashing = asyncio.create_task(self._crashed(), name="crash")
        starting = asyncio.create_task(self.app.start(), name="start")
        tasks: set[asyncio.Future[Any]] = {ending, watching, crashing, self._failure}
        try:
            await asyncio.wait({*tasks, starting}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._health.lacks("group", "left")
            for task in (watching, crashing, ending):
                task.cancel()
            await asyncio.gather(watching, crashing, ending, return_exceptions=True)
            await self._leave(starting)
            await self._accounting.end()
        ended: list[asyncio.Future[Any]] = [self._failure, crashing, watching, ending]
        for each in ended:
            if each.done() and not each.cancelled():
                each.result()

    def _add(self, work: Work[B], around: Around) -> None:
        """One agent for all inputs of a stage: what is of one partition is worked in one row."""
        lane = Lane(work, around, self._fail)
        names = [name for name, stage in INPUTS.items() if stage == work.stage]
        topic = input_topic(self.app, self._settings, *names)
        self.app.agent(topic, name=f"{names[0]}-agent", concurrency=1)(lane.run)

    def _table(self, name: str) -> Kept:
        return Kept(self.app, name, self._settings.partitions, TABLE_OPTIONS, self._pulse)

    def _fail(self, error: Exception) -> None:
        if not self._failure.done():
            self._failure.set_exception(error)

    async def _leave(self, starting: "asyncio.Task[None]") -> None:
        """Commit what is done and tell the group: its partitions go to others at once."""
        starting.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await starting
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.app.stop()
        except TimeoutError:
            log.warning("left without a farewell: the group notices within its session")

    async def _crashed(self) -> None:
        """Raise what has crashed Faust itself."""
        while True:
            reason = getattr(self.app, "_crash_reason", None)
            if reason is not None:
                raise KafkaFailure(f"the worker's engine has failed: {reason!r}") from reason
            await asyncio.sleep(LOOK_SECONDS)

    async def _watch(self) -> None:
        """Tell how it is, and end a worker that stands still."""
        measured = self._clock.monotonic()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._health.turned()
            self._pulse.beat()
            self._pulse.check()
            self._accounts.settle()
            self._accounting.look()
            if not self._tell():
                self._watchdog.forget()
            elif self._clock.monotonic() - measured >= MEASURE_SECONDS:
                measured = self._clock.monotonic()
                with contextlib.suppress(KafkaException):
                    await self._measure()

    def _tell(self) -> bool:
        """Say whether it has joined and recovered."""
        joined = self.app.rebalancing_count - self._rebalances
        self._rebalances += joined
        for stage in set(INPUTS.values()):
            self._registry.add(REBALANCES, joined, stage=stage)
        if not self._rebalances:
            return False
        if self.app.rebalancing:
            if self._ready:
                log.info("partitions move: waiting, then recovering the tables of new ones")
            self._ready = False
            self._health.lacks("tables", "partitions move, or tables are being recovered")
            return False
        if not self._ready:
            log.info("ready, with %s", _named(self._owned()))
        self._ready = True
        self._health.holds("group")
        self._health.holds("tables")
        return True

    def _owned(self) -> list[Place]:
        """The partitions of the inputs that are this worker's now."""
        found = self.app.consumer.assignment()
        return sorted((tp.topic, tp.partition) for tp in found if tp.topic in self._stages)

    async def _measure(self) -> None:
        """Compare with what Kafka itself says; a stalled partition ends the worker."""
        stages, owned = self._stages, self._owned()
        at_kafka = await asyncio.to_thread(committed, self._settings, GROUP, owned)
        at_end = await asyncio.to_thread(ends, self._admin, owned)
        lags = self._watchdog.look(self._clock.monotonic(), at_kafka, at_end)
        for stage in set(stages.values()):
            self._registry.forget(LAG, stage=stage)
            self._registry.forget(COMMITTED, stage=stage)
            mine = sum(stages[topic] == stage for topic, _ in owned)
            self._registry.set(PARTITIONS, mine, stage=stage)
        for (topic, partition), lag in lags.items():
            labels = {
                "stage": stages[topic],
                "topic": short_name(self._settings, topic),
                "partition": str(partition),
            }
            self._registry.set(LAG, lag, **labels)
            self._registry.set(COMMITTED, at_kafka.get((topic, partition), 0), **labels)


def _named(places: Sequence[Place]) -> str:
    return ", ".join(f"{topic}/{number}" for topic, number in places) or "no partition"
