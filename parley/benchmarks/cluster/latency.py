"""From an article produced to its alert at a webhook, at a rate that is held, and when idle."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web

from ingest.kafka.sink import publish_article
from parley.benchmarks.cluster.given import MARK, another
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.cluster.roles import environment, roles
from runtime.clock import Clock
from runtime.kafka import Publisher
from runtime.settings import Settings
from wire import Article

PATIENCE_SECONDS = 120.0
IDLE_EVERY_SECONDS = 1.5
WARM_UP = 5
"""Articles that are not counted: a role loads what it needs with its first work."""


class NotDelivered(RuntimeError):
    """Alerts did not come: a mean of the others would hide it."""


@dataclass
class Receiver:
    """A webhook that answers at once and notes when each article's first alert came."""

    came: dict[str, float] = field(default_factory=dict)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    async def hook(self, request: web.Request) -> web.Response:
        """Note who is named in a message."""
        now = time.monotonic()
        for subject in _subjects(json.loads(await request.read())):
            self.came.setdefault(subject, now)
        self.more.set()
        return web.Response()

    async def until_came(self, names: set[str]) -> None:
        """Wait for alerts on all of these. Raises `NotDelivered`."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not names <= self.came.keys():
                    self.more.clear()
                    await self.more.wait()
        except TimeoutError:
            missing = len(names - self.came.keys())
            raise NotDelivered(f"{missing} of {len(names)} alerts did not come") from None


async def latencies(
    settings: Settings, clock: Clock, articles: Sequence[Article], every: float
) -> list[float]:
    """Seconds of each article that is produced every so many seconds, one by one.

    Raises `RoleFailed`, `NotDelivered`.
    """
    receiver = Receiver()
    async with _served(receiver) as place:
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


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


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


def _subjects(message: object) -> Iterator[str]:
    """The ids that a webhook's body is about, wherever in it they stand."""
    match message:
        case {"subject_id": str(subject)}:
            yield subject
        case dict():
            for value in message.values():
                yield from _subjects(value)
        case list():
            for value in message:
                yield from _subjects(value)


@asynccontextmanager
async def _served(receiver: Receiver) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_post("/hook", receiver.hook)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()
