"""From an article produced to its alert at a webhook, at a rate that is held, and when idle."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from ingest.kafka.sink import publish_article
from parley.benchmarks.cluster.given import MARK, another
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.cluster.roles import environment, roles
from parley.benchmarks.loopback import serving
from parley.benchmarks.webhook import Receiver
from runtime.clock import Clock
from runtime.kafka import Publisher
from runtime.settings import Settings
from wire import Article

IDLE_EVERY_SECONDS = 1.5
WARM_UP = 5
"""Articles that are not counted: a role loads what it needs with its first work."""


async def latencies(
    settings: Settings, clock: Clock, articles: Sequence[Article], every: float
) -> list[float]:
    """Seconds of each article that is produced every so many seconds, one by one.

    Raises `RoleFailed`, `NotDelivered`.
    """
    receiver = Receiver(time.monotonic)
    async with serving([web.post("/hook", receiver.hook)]) as place:
        wide = replace(settings, allowed_private_hosts=(place,), alerts_per_hour=10_000)
        with installation(wide) as own:
            _watch(own, place)
            with roles(own, ["work", "index", "alert"]):
                return await _measured(own, clock, articles, every, receiver)


async def _measured(
    settings: Settings,
    clock: Clock,
    articles: Sequence[Article],
    every: float,
    receiver: Receiver,
) -> list[float]:
    produced: dict[str, float] = {}
    with Publisher(settings, "bench") as publisher:
        for number, article in enumerate(articles[:WARM_UP]):
            first = another(article, f"warm {number}", clock.now())
            await publish_article(publisher, first)
            await receiver.until_came({first.id})
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number, article in enumerate(articles[WARM_UP:]):
                await asyncio.sleep(max(0.0, began + number * every - time.monotonic()))
                fresh = another(article, str(number), clock.now())
                produced[fresh.id] = time.monotonic()
                group.create_task(publish_article(publisher, fresh))
        await receiver.until_came(set(produced))
    return [receiver.came[name] - at for name, at in produced.items()]


def _watch(settings: Settings, place: str) -> None:
    """A watch that everything meets, kept as people keep one."""
    for words in (
        ("watch", "target", "bench", f"http://{place}/hook"),
        ("watch", "add", "all", "--in", "articles", "--query", MARK, "--to", "bench"),
    ):
        subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-m", "parley.main", *words],
            env=environment(settings, "desk"),
            check=True,
            capture_output=True,
        )
