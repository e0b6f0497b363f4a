"""The demo in the cluster shell: every role on real servers, on the newsrooms' fast time."""

import asyncio
import dataclasses
import logging
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

from ingest.feeds import Feed
from parley.cluster import work
from parley.cluster.alert import alert
from parley.cluster.cleaning import remove_everything
from parley.cluster.console import console
from parley.cluster.index import index
from parley.cluster.ingest import ingest
from parley.cluster.installing import prepare, servers
from parley.cluster.roles import Role
from parley.demo import DemoSite, Newsroom, bundled, demo_clock
from parley.demo.tempo import SECONDS_ONCE, SECONDS_WATCHING
from parley.found import show_sure_shifts
from parley.local.touring import demo_feeds, demo_settings, outlets_in_words
from parley.local.watching import announced, on_signals
from parley.session import Session
from runtime.clock import Clock, SystemClock
from runtime.kafka import clients
from runtime.kafka.lag import lags
from runtime.kafka.tailing import Tail
from runtime.settings import Settings
from search.console import Listener
from search.index import KINDS
from search.index.elastic import open_index
from wire import Shift

log = logging.getLogger(__name__)

PARTITIONS = 2
LOOK_SECONDS = 0.2
IN_PEACE_SECONDS = 60.0


class NewsTime:
    """The date of the newsrooms at the machine's own pace: for whoever waits for servers."""

    def __init__(self, news: Clock) -> None:
        self._news = news
        self._machine = SystemClock()

    def now(self) -> datetime:
        """The newsrooms' moment."""
        return self._news.now()

    def monotonic(self) -> float:
        """The machine's seconds."""
        return self._machine.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for seconds of the machine."""
        await self._machine.sleep(seconds)


async def tour(
    session: Session, folders: Sequence[Path], once: bool, taken: Listener | None = None
) -> None:
    """Serve and read the newsrooms to their end, then print the shifts and clean up.

    With a port taken for the console, that is served, unless `once` until Ctrl-C. Uses the servers
    of the settings under a prefix of its own; where none are set, it starts some for itself.

    Raises `NewsroomError`, `ClusterError`, `KafkaFailure`, `StoreUnavailable`.
    """
    newsrooms = [Newsroom.load(each) for each in folders] if folders else list(bundled())
    with tempfile.TemporaryDirectory(prefix="parley-demo-") as folder, servers(session) as found:
        settings = dataclasses.replace(
            found,
            data_dir=Path(folder),
            prefix=f"demo-{secrets.token_hex(4)}",
            partitions=PARTITIONS,
            replication=1,
            health_port=0,
        )
        await asyncio.to_thread(prepare, settings)
        try:
            await Tour(session, settings, newsrooms, once).run(taken)
        finally:
            await asyncio.to_thread(remove_everything, settings)


class Tour:
    """One tour: the roles of the cluster beside each other in this process."""

    def __init__(
        self, session: Session, settings: Settings, newsrooms: Sequence[Newsroom], once: bool
    ) -> None:
        self._session, self._settings = session, settings
        self._newsrooms, self._once = newsrooms, once
        self._seconds = SECONDS_ONCE if once else SECONDS_WATCHING
        self._clock = demo_clock(newsrooms, self._seconds)
        self._stopping = asyncio.Event() if once else on_signals()

    async def run(self, taken: Listener | None) -> None:
        """From the first story to the last, and on until Ctrl-C where a console is served."""
        reader = self._role("ingest")
        async with AsyncExitStack() as stack:
            site = await stack.enter_async_context(
                DemoSite(self._newsrooms, self._clock, reader.health.ready)
            )
            reader.settings = demo_settings(reader.settings, reader.settings.data_dir, site)
            feeds = demo_feeds(site)
            self._session.err.print(outlets_in_words(feeds, self._seconds), markup=False)
            tasks = await self._begun(stack, reader, feeds)
            if taken is not None:
                role = self._role("console")
                tasks.append(
                    await stack.enter_async_context(
                        _running(role, console(self._session_of(role), role, taken))
                    )
                )
            if not self._once:
                tasks.append(await stack.enter_async_context(_cancelled_later(self._announce())))
            await self._while(tasks, self._read(site))
            self._show()
            if taken is not None and not self._once:
                self._session.err.print(
                    f"the console stays at {taken.address}; Ctrl-C ends", markup=False
                )
                await self._while(tasks, self._stopping.wait())

    async def _begun(
        self, stack: AsyncExitStack, reader: Role, feeds: Sequence[Feed]
    ) -> list[asyncio.Task[None]]:
        """The roles from the last to the first, so that they end from the first to the last."""
        worker = self._role("work")
        dossiers = [each.dossier for each in self._newsrooms if each.dossier]
        roles: list[tuple[Role, Awaitable[None]]] = [
            (role := self._role("alert"), alert(role)),
            (role := self._role("index"), index(role)),
            (worker, work.serve(worker, dossiers)),
            (reader, ingest(reader, feeds, self._clock)),
        ]
        return [await stack.enter_async_context(_running(*each)) for each in roles]

    async def _read(self, site: DemoSite) -> None:
        """Until the last story is out, taken, and worked by every role."""
        while not site.finished(self._clock.now()):  # noqa: ASYNC110 - it depends on the clock too
            await asyncio.sleep(LOOK_SECONDS)
        while await asyncio.to_thread(self._behind):  # noqa: ASYNC110 - what is left is at Kafka
            await asyncio.sleep(LOOK_SECONDS)

    def _behind(self) -> bool:
        return any(each.lag for each in lags(clients.reached(self._settings), self._settings))

    async def _while(self, tasks: Sequence[asyncio.Task[None]], work: Awaitable[object]) -> None:
        """Until `work` is done or a person ends it; a role that ends before has failed."""
        waiting = asyncio.ensure_future(work)
        ending = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({waiting, ending, *tasks}, return_when=asyncio.FIRST_COMPLETED)
            for each in (waiting, *tasks):
                if each.done():
                    each.result()
        finally:
            waiting.cancel()
            ending.cancel()

    async def _announce(self) -> None:
        """Print shifts as they come."""
        announce = announced(self._session.out)
        tail = await asyncio.to_thread(Tail, self._settings, "demo", ["shifts"])
        try:
            while True:
                for record in await tail.aread(LOOK_SECONDS):
                    announce(record.decode(Shift))
        finally:
            await asyncio.to_thread(tail.close)

    def _show(self) -> None:
        found = open_index(self._settings)
        found.refresh()
        shifts = [each for each in found.scan("shift") if isinstance(each, Shift)]
        numbers = ", ".join(f"{found.count(kind):,} {kind}s" for kind in KINDS)
        found.close()
        in_order = sorted(shifts, key=lambda each: (each.at, each.id))
        show_sure_shifts(self._session.out, self._session.err, in_order)
        self._session.err.print(f"{numbers}, through Kafka and Elasticsearch", markup=False)

    def _role(self, name: str) -> Role:
        settings = dataclasses.replace(self._settings, data_dir=self._settings.data_dir / name)
        return Role(name, settings, NewsTime(self._clock))

    def _session_of(self, role: Role) -> Session:
        """The session as the console wants it, on the demo's settings and time."""
        return self._session.on(role.settings, role.clock)


@asynccontextmanager
async def _running(role: Role, work: Awaitable[None]) -> AsyncIterator[asyncio.Task[None]]:
    """A role at work inside the block; it is told to stop at its end."""
    task = asyncio.ensure_future(work)
    assert isinstance(task, asyncio.Task)
    try:
        yield task
    finally:
        role.stopping.set()
        _, left = await asyncio.wait({task}, timeout=IN_PEACE_SECONDS)
        for each in left:
            log.warning("%s did not end in %.0f s: broken off", role.name, IN_PEACE_SECONDS)
            each.cancel()
            await asyncio.wait({each})


@asynccontextmanager
async def _cancelled_later(work: Awaitable[None]) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.ensure_future(work)
    assert isinstance(task, asyncio.Task)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})
