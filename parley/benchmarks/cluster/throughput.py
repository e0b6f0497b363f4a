"""The same articles through both shells: how many a second, from text to searchable shift."""

import asyncio
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.kafka.sink import publish_article
from ingest.state import SeenMark
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.cluster.roles import cpu_seconds, roles
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.kafka import Publisher, clients
from runtime.kafka.lag import lags
from runtime.settings import Settings
from wire import Article

AHEAD = 8
"""Articles under way at once in the local shell, as in a backfill."""

WARM_UP = 16
"""Articles that are not counted: enough for every worker to have had one."""

PATIENCE_SECONDS = 3600.0
LOOK_SECONDS = 0.2


class NotDone(RuntimeError):
    """The roles did not finish."""


@dataclass(frozen=True)
class Speed:
    """Articles a second, and milliseconds of processor time for each one by who took it."""

    articles: float
    cpu_ms: Mapping[str, float]


async def local(settings: Settings, clock: Clock, articles: Sequence[Article]) -> Speed:
    """The local shell: extraction in its child, one file, no server."""
    with (
        tempfile.TemporaryDirectory(prefix="parley-") as folder,
        LocalStore.open(Path(folder), clock) as store,
    ):
        async with ExtractionProcess(settings.profile) as extraction:
            pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
            for article in articles[:WARM_UP]:
                await pipeline.accept(article, SeenMark.of(article))
            places = asyncio.Semaphore(AHEAD)

            async def one(article: Article) -> None:
                async with places:
                    await pipeline.accept(article, SeenMark.of(article))

            began, cpu = time.monotonic(), cpu_seconds(os.getpid())
            async with asyncio.TaskGroup() as group:
                for article in articles[WARM_UP:]:
                    group.create_task(one(article))
            number, elapsed = len(articles) - WARM_UP, time.monotonic() - began
            cpu = cpu_seconds(os.getpid()) - cpu
            pipeline.close()
    return Speed(number / elapsed, {"all": 1000 * cpu / number})


def cluster(settings: Settings, articles: Sequence[Article], workers: int) -> Speed:
    """The cluster shell: from the first message until no role lags.

    `workers` processes of the work role, one of the index role, one of the alert role. Raises
    `RoleFailed`, `NotDone`.
    """
    names = [*["work"] * workers, "index", "alert"]
    with installation(settings) as own, roles(own, names) as running:
        asyncio.run(_published(own, articles[:WARM_UP]))
        _until_done(own)
        began, before = time.monotonic(), [each.cpu_seconds() for each in running]
        asyncio.run(_published(own, articles[WARM_UP:]))
        _until_done(own)
        number, elapsed = len(articles) - WARM_UP, time.monotonic() - began
        taken: defaultdict[str, float] = defaultdict(float)
        for each, cpu in zip(running, before, strict=True):
            taken[each.name] += each.cpu_seconds() - cpu
    return Speed(number / elapsed, {name: 1000 * cpu / number for name, cpu in taken.items()})


async def _published(settings: Settings, articles: Sequence[Article]) -> None:
    with Publisher(settings, "bench") as publisher:
        async with asyncio.TaskGroup() as group:
            for article in articles:
                group.create_task(publish_article(publisher, article))


def _until_done(settings: Settings) -> None:
    client = clients.reached(settings)
    until = time.monotonic() + PATIENCE_SECONDS
    while any(each.lag for each in lags(client, settings)):
        if time.monotonic() > until:
            raise NotDone(f"the roles were not done after {PATIENCE_SECONDS:.0f} s")
        time.sleep(LOOK_SECONDS)
