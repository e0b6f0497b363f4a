"""The pipeline that never ends: feeds polled, articles read and stored, until told to stop."""

import asyncio
import logging
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from ingest.feeds import Feed
from ingest.poll import Poller
from ingest.sink import Arrival, Dropped
from ingest.state import FeedState, SeenMark
from parley.delivering import courier_of, deliver
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
from runtime.settings import Settings
from runtime.sqlite import DirectoryLock, insist
from search.alerts.carriers import Carriers
from wire import DeadLetter, Shift

log = logging.getLogger(__name__)

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
        registry = registry or Registry()
        process = ExtractionProcess(
            settings.profile, files, settings.extract_seconds, registry=registry
        )
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
            courier = courier_of(
                store.database,
                carriers,
                clock,
                pipeline.write,
                settings=settings,
                registry=pipeline.registry,
                console=console,
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
        await insist(lambda: self._pipeline.accept(arrival.article, arrival.seen), self._clock)

    async def dropped(self, dropped: Dropped) -> None:
        """Count entries that were left out on purpose."""

        def work(tx: sqlite3.Connection) -> None:
            self._pipeline.drop(tx, "fetch", dropped.at, dropped.reason, dropped.n)
            if dropped.seen is not None:
                self._feeds.mark_seen(tx, dropped.seen)

        await insist(lambda: self._pipeline.write(work), self._clock)

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        """Keep an input that could not be taken."""

        def work(tx: sqlite3.Connection) -> None:
            self._pipeline.dead(tx, letter)
            if seen is not None:
                self._feeds.mark_seen(tx, seen)

        await insist(lambda: self._pipeline.write(work), self._clock)
