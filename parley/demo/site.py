"""The newsrooms' web sites: a loopback port per outlet, showing what is out at the demo's time."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from types import TracebackType
from typing import NamedTuple, Self

from aiohttp import web

from parley.demo.edition import editions
from parley.demo.feeds import STYLES
from parley.demo.newsroom import Newsroom
from parley.demo.outlet import FEED_PATH, OutletSite
from parley.demo.tempo import DemoClock, tempo_of

LOOPBACK = "127.0.0.1"
LOOK_SECONDS = 0.01
"""How often, in real time, it is looked whether the reader is idle."""


class DemoFeed(NamedTuple):
    """A subscription to one of the demo's outlets; the newsrooms give no countries."""

    url: str
    outlet: str
    domain: str
    country: str | None = None


class DemoSite:
    """Serves the newsrooms while it is entered, and leads the clock.

    `idle` says whether the reader works on nothing: while it does, the clock is held, so that no
    work seems to last weeks and a slow machine sees what a fast one does. It must not wait for the
    clock then. Quiet stretches are skipped.
    """

    def __init__(
        self,
        newsrooms: Sequence[Newsroom],
        clock: DemoClock,
        idle: Callable[[], bool] = lambda: True,
    ) -> None:
        self._clock = clock
        self._idle = idle
        self._tempo = tempo_of(newsrooms)
        self._sites: list[OutletSite] = [
            OutletSite(edition, STYLES[number % len(STYLES)], clock)
            for number, edition in enumerate(editions(newsrooms))
        ]
        self._last = max(story.published_at for room in newsrooms for story in room.stories)
        self._stack = AsyncExitStack()

    def feeds(self) -> list[DemoFeed]:
        """The subscriptions, one per outlet; only while the site is entered."""
        return [
            DemoFeed(site.address + FEED_PATH, site.edition.outlet, site.edition.domain)
            for site in self._sites
        ]

    @property
    def allowed_hosts(self) -> list[str]:
        """The loopback addresses with ports that a guarded client must be allowed to reach."""
        return [site.address.removeprefix("http://") for site in self._sites]

    def taken(self, now: datetime) -> bool:
        """Whether a reader has taken all that every feed shows at `now`."""
        return all(site.taken(now) for site in self._sites)

    def finished(self, now: datetime) -> bool:
        """Whether the last story is out at `now` and a reader has taken it."""
        return now >= self._last and self.taken(now)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            for site in self._sites:
                await stack.enter_async_context(_served(site))
            self._lead()
            leading = asyncio.create_task(self._lead_on(), name="demo-tempo")
            stack.push_async_callback(_cancelled, leading)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def _lead_on(self) -> None:
        while True:
            await self._clock.base.sleep(LOOK_SECONDS)
            self._lead()

    def _lead(self) -> None:
        if not self._idle():
            self._clock.hold()
            return
        self._clock.go()
        now = self._clock.now()
        target = self._tempo.jump_from(now)
        if target is not None and self.taken(now):
            self._clock.jump_to(target)


@asynccontextmanager
async def _served(site: OutletSite) -> AsyncIterator[None]:
    """Serve one outlet on a free loopback port."""
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=1.0)
    with socket.create_server((LOOPBACK, 0)) as listening:
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            site.address = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
            yield
        finally:
            await runner.cleanup()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
