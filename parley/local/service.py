"""The pipeline that never ends: feeds polled, articles read and stored, until told to stop."""

import asyncio
import logging
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from ingest.feeds import Feed
from ingest.poll import Poller
from ingest.sink import Arrival, Dropped
from ingest.state import FeedState, SeenMark
from parley.dossiers import dossier_files
from parley.local.attending import attend
from parley.local.canary import Canary
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from runtime.clock import Clock
from runtime.http import GuardedClient
from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from runtime.sqlite import DirectoryLock, StorageError
from search.alerts.carriers import Carriers
from search.alerts.carrying import NotArrived
from search.alerts.courier import Courier
from search.alerts.notice import Notice
from search.alerts.targets import Target
from wire import DeadLetter, Shift

log = logging.getLogger(__name__)

STORAGE_PAUSE_SECONDS = 30.0
"""How long to wait before the next try when nothing can be stored (a full disk)."""

LOOK_SECONDS = 0.25
"""Between two looks for messages that are due: an indexed lookup of some microseconds."""

OUTCOMES = {"": "again", "message": "failed", "target": "gone"}
"""What becomes of a message that did not arrive, by `NotArrived.never`."""

Until = Callable[[Poller, Pipeline], Awaitable[None]]


async def serve(
    settings: Settings,
    clock: Clock,
    feeds: Sequence[Feed],
    until: Until,
    *,
    command: str,
    dossiers: Sequence[Path] = (),
    on_shift: Callable[[Shift], None] = lambda shift: None,
    registry: Registry | None = None,
    console: str = "",
) -> None:
    """Poll the feeds and take in what they bring, until `until` returns.

    The numbers go to `registry`, for whoever shows them. `console` is where a console is served.

    Raises `DirectoryLocked` when another pipeline has the data directory, `StorageError` when the
    store can't be opened, `ChildUnavailable` when no article can be read.
    """
    with (
        DirectoryLock(settings.data_dir, command, clock.now()),
        LocalStore.open_for_pipeline(
            settings.data_dir, clock, party_names_when_needed(settings)
        ) as store,
    ):
        files = dossier_files(settings, dossiers)
        process = ExtractionProcess(settings.profile, files, settings.extract_seconds)
        async with (
            process as extraction,
            GuardedClient(settings, clock) as client,
            Carriers(client, settings) as carriers,
        ):
            pipeline = Pipeline(
                store,
                extraction,
                clock,
                profile=settings.profile,
                on_shift=on_shift,
                registry=registry,
            )
            poller = Poller(
                feeds,
                client,
                store.feeds,
                StoringSink(pipeline, clock, store.feeds),
                clock=clock,
                chance=random.random,
                settings=settings,
                metrics=pipeline.registry,
            )
            courier = Courier(
                store.database,
                carriers.carry,
                clock,
                pipeline.write,
                chance=random.random,
                per_hour=settings.alerts_per_hour,
                console=settings.console_url or console,
                tried=partial(_measure, pipeline.registry, clock),
            )
            polling = asyncio.create_task(poller.run(), name="poller")
            delivering = asyncio.create_task(deliver(courier), name="courier")
            urls = [feed.url for feed in feeds]
            attending = asyncio.create_task(attend(store, pipeline, clock, urls), name="attendant")
            canary = Canary(store, pipeline, clock, settings)
            ending = asyncio.ensure_future(until(poller, pipeline))
            tasks = [polling, ending, delivering, attending]
            if settings.canary_seconds:
                tasks.append(asyncio.create_task(canary.run(), name="canaries"))
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                results = await asyncio.gather(*tasks, return_exceptions=True)
                await courier.close()
                pipeline.close()
            for result in results:
                if isinstance(result, Exception):
                    raise result


def _measure(
    registry: Registry,
    clock: Clock,
    target: Target,
    notices: Sequence[Notice],
    failed: NotArrived | None,
) -> None:
    """Count an attempt, and how long after its article was stored a new alert has arrived."""
    outcome = "delivered" if failed is None else OUTCOMES[failed.never]
    registry.add(metrics.DELIVERIES, kind=target.kind, outcome=outcome)
    for notice in notices if failed is None else ():
        stored = notice.alert.stamps.get("stored")
        news = notice.alert.version == 1 and notice.alert.subject != "operation"
        if news and stored is not None:
            seconds = (clock.now() - stored).total_seconds()
            registry.observe(metrics.DELAY_SECONDS, max(0.0, seconds), step="stored_sent")


async def deliver(courier: Courier) -> None:
    """Look for messages that are due, until cancelled."""
    while True:
        try:
            courier.look()
        except StorageError as error:
            log.error("%s; looking again in %.0f s", error, STORAGE_PAUSE_SECONDS)
            await asyncio.sleep(STORAGE_PAUSE_SECONDS)
        # Real time: a demo's clock runs so fast that its seconds are no pause.
        await asyncio.sleep(LOOK_SECONDS)


class StoringSink:
    """Stores what the poller found; waits out a store that can't be written.

    A full disk is no reason to lose anything: the poller waits here, and polls no further.
    """

    def __init__(self, pipeline: Pipeline, clock: Clock, feeds: FeedState) -> None:
        self._pipeline = pipeline
        self._clock = clock
        self._feeds = feeds

    async def arrived(self, arrival: Arrival) -> None:
        """Read and store an article."""
        await self._insist(lambda: self._pipeline.accept(arrival.article, arrival.seen))

    async def dropped(self, dropped: Dropped) -> None:
        """Count entries that were left out on purpose."""

        def work(tx: sqlite3.Connection) -> None:
            self._pipeline.drop(tx, "fetch", dropped.at, dropped.reason, dropped.n)
            if dropped.seen is not None:
                self._feeds.mark_seen(tx, dropped.seen)

        await self._insist(lambda: self._pipeline.write(work))

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        """Keep an input that could not be taken."""

        def work(tx: sqlite3.Connection) -> None:
            self._pipeline.dead(tx, letter)
            if seen is not None:
                self._feeds.mark_seen(tx, seen)

        await self._insist(lambda: self._pipeline.write(work))

    async def _insist(self, store: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await store()
            except StorageError as error:
                log.error("%s; trying again in %.0f s", error, STORAGE_PAUSE_SECONDS)
                await self._clock.sleep(STORAGE_PAUSE_SECONDS)
            else:
                return
