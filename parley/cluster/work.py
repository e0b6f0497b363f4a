"""The work role: Faust's worker with the extraction child beside it, from start to end."""

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from parley.dossiers import dossier_files
from parley.failure import Failure
from parley.local.extraction import ChildUnavailable, ExtractionFailed, ExtractionProcess
from processors.faust import Extract, Worker
from runtime.clock import Clock
from runtime.health import Health, serve_as_set
from runtime.kafka import (
    Passing,
    Poison,
    Publisher,
    TopicName,
    check_topics,
    clients,
    wait_for_kafka,
)
from runtime.kafka.clients import Complaints
from runtime.metrics import Registry
from runtime.settings import Settings
from runtime.sqlite import DirectoryLock, DirectoryLocked
from wire import Article, Statement

FOLDER = "work"
"""Inside the data directory: the tables of each worker of this machine, numbered."""

MOST_WORKERS = 256
"""On one machine."""

TOPICS: tuple[TopicName, ...] = ("articles", "statements", "positions", "shifts", "dead-letters")

PATIENCE = 60.0
"""Seconds without a turn of the event loop after which the process is not alive."""


async def serve(
    settings: Settings,
    clock: Clock,
    until: Awaitable[object],
    *,
    dossiers: Sequence[Path] = (),
    registry: Registry | None = None,
) -> None:
    """Work until `until` is done. Raises `KafkaFailure`, `ChildUnavailable`, `OSError`."""
    registry = registry or Registry()
    health = Health(clock, {"kafka": "not reached yet"}, patience=PATIENCE)
    ending = asyncio.ensure_future(until)
    with ExitStack() as stack:
        stack.enter_context(serve_as_set(settings, health, registry))
        if not await _unless(ending, wait_for_kafka(settings, clock)):
            return
        health.holds("kafka")
        check_topics(clients.admin(settings, Complaints(settings), "work"), settings, TOPICS)
        tables = stack.enter_context(_Tables(settings, clock)).directory
        publisher = stack.enter_context(Publisher(settings, "work", registry))
        process = ExtractionProcess(
            settings.profile,
            dossier_files(settings, dossiers),
            settings.extract_seconds,
            registry=registry,
        )
        async with process as extraction:
            worker = Worker(
                settings,
                reading_with(extraction),
                publisher=publisher,
                clock=clock,
                registry=registry,
                health=health,
                tables=tables,
            )
            await worker.run(ending)


def reading_with(extraction: ExtractionProcess) -> Extract:
    """The child as a stage wants it: what it can't read is poison, and that it is away passes."""

    async def extract(article: Article) -> tuple[Statement, ...]:
        try:
            return await extraction.extract(article)
        except ExtractionFailed as failure:
            raise Poison(failure.kind, str(failure)) from failure
        except ChildUnavailable as away:
            raise Passing(str(away)) from away

    return extract


class _Tables:
    """A directory for the tables of this process: the first of this machine that nobody has.

    A worker that comes again finds its tables there, and reads only the rest of their changelogs.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._root = settings.data_dir / FOLDER / settings.prefix
        self._now = clock.now()
        self._lock: DirectoryLock | None = None

    def __enter__(self) -> "_Tables":
        for number in range(MOST_WORKERS):
            lock = DirectoryLock(self._root / str(number), "parley work", self._now)
            try:
                lock.__enter__()
            except DirectoryLocked:
                continue
            self._lock = lock
            return self
        raise Failure(f"{self._root}: {MOST_WORKERS} workers have their tables there already")

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.__exit__(None, None, None)

    @property
    def directory(self) -> Path:
        """Where this process's tables are."""
        assert self._lock is not None
        return self._lock.path.parent / "tables"


async def _unless(ending: "asyncio.Future[object]", waited: Awaitable[None]) -> bool:
    """Await it; False when the end came first."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(waited)
    await asyncio.wait({waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        waiting.result()
        return True
    waiting.cancel()
    return False
