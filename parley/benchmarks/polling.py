"""Polls a second against a server on loopback, beside the same number of bare requests."""

import asyncio
import dataclasses
import tempfile
import time
from pathlib import Path

import aiohttp
from aiohttp import web

from ingest.feeds import Feed
from ingest.poll import Poller
from ingest.sink import Arrival, Dropped
from ingest.state import SeenMark
from parley.benchmarks.loopback import serving
from parley.benchmarks.report import Figure
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.http import GuardedClient
from runtime.settings import Settings
from wire import DeadLetter, Outlet

ENTRIES = 30
"""Entries of each feed, about what a newspaper's feed holds."""


class _Marking:
    """Marks entries as seen and throws the articles away: polling alone is measured."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store
        self.taken = 0

    async def arrived(self, arrival: Arrival) -> None:
        self.taken += 1
        self._store.feeds.settle(arrival.seen)

    async def dropped(self, dropped: Dropped) -> None:
        if dropped.seen is not None:
            self._store.feeds.settle(dropped.seen)

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        raise RuntimeError(f"the bench's own feed could not be read: {letter.text}")


async def measure(settings: Settings, clock: Clock, feeds: int, rounds: int) -> list[Figure]:
    """Each feed is polled `rounds` times, one after the other; then the same by a bare client."""
    async with serving([web.get("/{name}", _feed)]) as place:
        settings = dataclasses.replace(
            settings, allowed_private_hosts=(place,), host_spacing_seconds=0.0
        )
        subscriptions = [
            Feed(f"http://{place}/{number}", Outlet(name="Bench", domain=f"b{number}.example"))
            for number in range(feeds)
        ]
        with (
            tempfile.TemporaryDirectory(prefix="parley-") as folder,
            LocalStore.open(Path(folder), clock) as store,
        ):
            sink = _Marking(store)
            async with GuardedClient(settings, clock) as client:
                poller = Poller(
                    subscriptions,
                    client,
                    store.feeds,
                    sink,
                    clock=clock,
                    chance=lambda: 0.5,
                    settings=settings,
                )
                first = await _round(poller, subscriptions)
                later = [await _round(poller, subscriptions) for _ in range(rounds)]
        bare = await _bare([each.url for each in subscriptions])
    repeated = feeds * rounds / sum(later)
    return [
        Figure("feeds", feeds, "", f"{ENTRIES} entries each"),
        Figure("first polls", feeds / first, "polls/s", f"{sink.taken:,} entries taken in"),
        Figure("repeated polls", repeated, "polls/s", f"{repeated / bare:.2f} of bare requests"),
        Figure("bare requests", bare, "requests/s", "the peer: aiohttp alone, in the same run"),
    ]


async def _round(poller: Poller, feeds: list[Feed]) -> float:
    started = time.monotonic()
    await asyncio.gather(*(poller.poll_once(feed) for feed in feeds))
    return time.monotonic() - started


async def _bare(urls: list[str]) -> float:
    async with aiohttp.ClientSession() as session:

        async def one(url: str) -> None:
            async with session.get(url) as answer:
                await answer.read()

        started = time.monotonic()
        await asyncio.gather(*(one(url) for url in urls))
        return len(urls) / (time.monotonic() - started)


async def _feed(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if request.headers.get("If-None-Match") == f'"{name}"':
        return web.Response(status=304)
    items = "".join(
        f"<item><guid>{name}-{number}</guid><title>Item {number}</title>"
        f"<description>{_WORDS.format(number)}</description></item>"
        for number in range(ENTRIES)
    )
    body = f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
    return web.Response(
        text=body, content_type="application/rss+xml", headers={"ETag": f'"{name}"'}
    )


_WORDS = (
    "The two sides met on day {0} of the talks and their delegations said that they would come "
    "back to the table next week, after the ministers had spoken with their governments. " * 6
)
