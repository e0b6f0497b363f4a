"""`parley alert`: hits in, alerts and messages out; one at work, others stand by."""

import asyncio
import logging
from collections.abc import Sequence

from parley.cluster.attending import Attendant
from parley.cluster.roles import Role
from parley.cluster.store import open_store
from parley.delivering import courier_of, deliver
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from runtime.http import GuardedClient
from runtime.kafka import Consuming, Publisher, TopicName
from runtime.kafka.offsets import Place
from runtime.metrics import catalogue as metrics
from runtime.sqlite import DirectoryLock, StorageError, Writer
from search.alerts.carriers import Carriers
from search.alerts.courier import Courier
from search.alerts.kafka.following import Following
from search.alerts.kafka.publishing import Entries
from search.alerts.kafka.taking import Taking

log = logging.getLogger(__name__)

NEEDED: tuple[TopicName, ...] = (
    *("hits", "alerts", "watches", "targets", "feeds", "accounts", "dead-letters"),
)
FOLLOW_SECONDS = 0.5
PUBLISH_SECONDS = 0.25
STORAGE_PAUSE_SECONDS = 5.0
HAND_OVER_SECONDS = 10.0


async def alert(role: Role) -> None:
    """Work until the role is told to stop.

    Raises `DirectoryLocked`, `StorageError`, `KafkaFailure` and its kinds, with what to do.
    """
    settings, clock = role.settings, role.clock
    with (
        DirectoryLock(settings.data_dir, "parley alert", clock.now()),
        open_store(settings.data_dir, clock, party_names_when_needed(settings)) as store,
    ):
        await role.kafka_is_ready(NEEDED)
        following = await asyncio.to_thread(
            Following, settings, store.database, clock.now, leading=True
        )
        publisher = Publisher(settings, "alert", role.registry)
        try:
            await Alerting(role, store, following, publisher).run()
        finally:
            await asyncio.to_thread(publisher.close)
            await asyncio.to_thread(following.close)


class Alerting:
    """The tasks of one alert role, around its file."""

    def __init__(
        self, role: Role, store: LocalStore, following: Following, publisher: Publisher
    ) -> None:
        self._role, self._store, self._following = role, store, following
        self._writer = Writer(store.database)
        self._loop = asyncio.get_running_loop()
        self._courier: Courier | None = None
        self._entries = Entries(store.database, publisher, self._writer.write, role.registry)
        self._leads = False
        taking = Taking(
            store.database,
            self._writer.write,
            now=role.clock.now,
            catch_up=self._catch_up,
            publish=self._entries.publish,
        )
        self._consuming = Consuming(
            role.settings,
            "alert",
            ["hits"],
            taking,
            publisher=publisher,
            clock=role.clock,
            registry=role.registry,
            health=role.health,
            given=self._given,
            taken=self._taken,
        )

    async def run(self) -> None:
        """Until the role is told to stop, or until a task has failed, which it raises."""
        settings, clock = self._role.settings, self._role.clock
        # What a crash left unpublished goes out before anything new is read.
        await self._catch_up()
        async with (
            GuardedClient(settings, clock) as client,
            Carriers(client, settings) as carriers,
        ):
            self._courier = courier = courier_of(
                self._store.database,
                carriers,
                clock,
                self._writer.write,
                settings=settings,
                registry=self._role.registry,
            )
            attendant = Attendant(self._role, self._store, self._writer.write, lambda: self._leads)
            consuming = asyncio.create_task(self._consuming.run(), name="hits")
            others = [
                asyncio.create_task(self._follow(), name="topics"),
                asyncio.create_task(self._publish(), name="entries"),
                asyncio.create_task(attendant.prune(), name="pruning"),
                asyncio.create_task(attendant.look(), name="attendant"),
                asyncio.create_task(deliver(courier, lambda: self._leads), name="courier"),
            ]
            stopping = asyncio.create_task(self._role.stopping.wait(), name="stop")
            try:
                await asyncio.wait(
                    [consuming, stopping, *others], return_when=asyncio.FIRST_COMPLETED
                )
                self._consuming.stop()
                if stopping.done():
                    await consuming
            finally:
                for task in (consuming, stopping, *others):
                    task.cancel()
                results = await asyncio.gather(consuming, *others, return_exceptions=True)
                await courier.close()
                self._writer.close()
            for result in results:
                if isinstance(result, Exception):
                    raise result

    def _given(self, places: Sequence[Place]) -> None:
        """On the consumer's thread: what another role has told by now is here before it begins."""
        if places:
            self._following.catch_up()
            self._leads = True

    def _taken(self, places: Sequence[Place]) -> None:
        """On the consumer's thread: who comes next must know what was told from here."""
        if not places:
            return
        self._leads = False
        handing = asyncio.run_coroutine_threadsafe(self._hand_over(), self._loop)
        try:
            handing.result(HAND_OVER_SECONDS)
        except TimeoutError:
            handing.cancel()
            log.warning("what was told last could not be published in %.0f s", HAND_OVER_SECONDS)
        except StorageError as error:
            log.warning("what was told last could not be published: %s", error)

    async def _hand_over(self) -> None:
        if self._courier is not None and (tasks := self._courier.tasks):
            await asyncio.wait(tasks, timeout=HAND_OVER_SECONDS / 2)
            await self._courier.close()
        await self._entries.publish()

    async def _catch_up(self) -> None:
        await asyncio.to_thread(self._following.catch_up)

    async def _follow(self) -> None:
        """Let the file follow the topics. The storage may be full for a while."""
        while True:
            try:
                await asyncio.to_thread(self._following.step, FOLLOW_SECONDS)
            except StorageError as error:
                log.error("%s; trying again in %.0f s", error, STORAGE_PAUSE_SECONDS)
                await asyncio.sleep(STORAGE_PAUSE_SECONDS)

    async def _publish(self) -> None:
        """Publish what came of messages; what came of hits is published with their batch."""
        while True:
            try:
                if self._leads:
                    await self._entries.publish()
                    for state, number in self._store.alerts.waiting().items():
                        self._role.registry.set(metrics.OUTBOX_MESSAGES, number, state=state)
            except StorageError as error:
                log.error("%s; trying again in %.0f s", error, STORAGE_PAUSE_SECONDS)
                await asyncio.sleep(STORAGE_PAUSE_SECONDS)
            await asyncio.sleep(PUBLISH_SECONDS)
