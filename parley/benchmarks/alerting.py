"""From a stored shift to its alert: at a webhook, and in two hundred open pages.

Three processes: this one stores shifts and receives the webhook, `parley run` delivers and serves
the console, a third holds the readers of its live events.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from aiohttp import web

from parley.benchmarks.fiction import Newsroom
from parley.benchmarks.loopback import serving
from parley.benchmarks.percentile import p95
from parley.benchmarks.report import Figure
from parley.benchmarks.served import program
from parley.benchmarks.webhook import NotDelivered, Receiver
from parley.local.store import LocalStore
from processors.local.history import record
from processors.shifts import Transition
from runtime.clock import Clock
from search.alerts.targets import Target, secret_of
from wire import Article, Shift
from wire.watch import ShiftRule, Watch, watch_id

LISTENERS, SHIFTS, EVERY_SECONDS = 200, 60, 0.25
MOST_SECONDS = 1.0
"""The budget from the stored shift to its alert, 19 times of 20."""


async def measure(clock: Clock, listeners: int = LISTENERS, shifts: int = SHIFTS) -> list[Figure]:
    """Store shifts one by one and wait for their alerts. Raises `NotDelivered`, `RuntimeError`."""
    receiver = Receiver(time.time)
    routes = [web.post("/hook", receiver.hook), web.get("/feed", _feed)]
    with tempfile.TemporaryDirectory(prefix="parley-") as name:
        folder = Path(name)
        async with serving(routes) as place:
            _prepare(folder, clock.now(), place)
            words = ("run", "--feeds", str(folder / "feeds.txt"), "--profile", "fast")
            own = {"PARLEY_ALLOWED_PRIVATE_HOSTS": place, "PARLEY_ALERTS_PER_HOUR": "10000"}
            # Starting is blocking, and there is nothing else to do yet.
            with program(folder, *words, "--port", "0", **own) as running:
                async with _listening(running.address, listeners) as readers:
                    stored = await _store(folder, clock, shifts, receiver)
                    await receiver.until_came(set(stored))
                    await asyncio.sleep(4 * EVERY_SECONDS)
                    heard = await _heard(readers)
    deaf = sum(listeners - len(heard.get(each, ())) for each in stored)
    if deaf:
        raise NotDelivered(f"{deaf} of {shifts * listeners} live events did not come")
    sent = [receiver.came[each] - at for each, at in stored.items()]
    live = [now - at for each, at in stored.items() for now in heard[each]]
    return [
        Figure("listeners", listeners, "", f"{shifts} shifts, one every {EVERY_SECONDS:g} s"),
        Figure("stored to alert sent, median", statistics.median(sent) * 1000, "ms", "a webhook"),
        Figure("stored to alert sent, p95", p95(sent) * 1000, "ms"),
        Figure("stored to live event, median", statistics.median(live) * 1000, "ms", "all readers"),
        Figure("stored to live event, p95", p95(live) * 1000, "ms"),
    ]


async def _feed(_: web.Request) -> web.Response:
    """A feed without news: the program asks for one."""
    body = '<rss version="2.0"><channel><title>Quiet</title></channel></rss>'
    return web.Response(text=body, content_type="application/rss+xml")


def _prepare(folder: Path, now: datetime, place: str) -> None:
    (folder / "feeds.txt").write_text(f"http://{place}/feed\n", encoding="utf-8")
    with LocalStore.open(folder) as store, store.database.write() as tx:
        target = Target(name="bench", url=f"http://{place}/hook", secret=secret_of(os.urandom(24)))
        store.alerts.put_target(tx, target)
        store.alerts.put(
            tx,
            Watch(
                id=watch_id("reader", "all shifts", now),
                name="all shifts",
                owner="reader",
                kind="shift-rule",
                subject="shift",
                rule=ShiftRule(),
                targets=("bench",),
                created_at=now - timedelta(hours=1),
            ),
        )


async def _store(folder: Path, clock: Clock, number: int, receiver: Receiver) -> dict[str, float]:
    """Store articles with a shift each; when each transaction was over, by shift.

    The first is not counted: the program loads its language model before it delivers anything.
    """
    newsroom = Newsroom(number + 2, (number + 2) * 5, number + 1)
    reports = list(newsroom.reports())
    pairs = list(zip(reports, newsroom.shifts(reports), strict=False))
    stored: dict[str, float] = {}
    with LocalStore.open(folder, clock) as store:
        for report, shift in pairs[: number + 1]:
            article, dated = _of_now(report.article, clock), _dated(shift, clock)
            await asyncio.to_thread(_keep, store, article, dated)
            if receiver.came:
                stored[shift.id] = time.time()
                await asyncio.sleep(EVERY_SECONDS)
            else:
                await receiver.until_came({shift.id})
    return stored


def _keep(store: LocalStore, article: Article, shift: Shift) -> None:
    with store.database.write() as tx:
        store.index.apply(tx, [article], (), [shift])
        store.alerts.take(tx, [article, shift], {"stored": shift.at})
        change = Transition(shift.id, shift.version, shift.status, "first report")
        record(tx, [change], shift.at, article.id)


def _of_now(article: Article, clock: Clock) -> Article:
    now = clock.now()
    return msgspec.structs.replace(article, published_at=now, first_seen_at=now, fetched_at=now)


def _dated(shift: Shift, clock: Clock) -> Shift:
    now = clock.now()
    after = msgspec.structs.replace(shift.after, at=now)
    sources = tuple(msgspec.structs.replace(each, at=now) for each in shift.sources)
    return msgspec.structs.replace(shift, at=now, after=after, sources=sources)


@asynccontextmanager
async def _listening(address: str, number: int) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "parley.benchmarks.listening", address, str(number)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**26,
    )
    try:
        assert process.stdout is not None
        if await process.stdout.readline() != b"ready\n":
            raise RuntimeError("the readers of live events could not begin")
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _heard(readers: asyncio.subprocess.Process) -> dict[str, list[float]]:
    written, _ = await readers.communicate()
    heard: dict[str, list[float]] = json.loads(written)
    return heard
