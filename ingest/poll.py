"""The poller: asks every feed when its time has come, and hands over what is new."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from ingest.decide.health import FeedMemory
from ingest.decide.schedule import Pace
from ingest.feeds import Feed
from ingest.hosts import Client, Hosts
from ingest.reader import EntryReader
from ingest.sink import Sink
from ingest.state import FeedState
from ingest.turn import NETWORK_DOWN, FeedTurn
from runtime.clock import Clock
from runtime.logs import log_context
from runtime.metrics import Registry
from runtime.metrics.catalogue import FEEDS_DUE, FEEDS_FAILING
from runtime.settings import Settings
from runtime.sqlite import StorageError

log = logging.getLogger(__name__)


class Poller:
    """Polls feeds. `chance` gives numbers in [0, 1) that part the feeds' times.

    To be used from one event loop. What the sink raises ends `run`.
    """

    def __init__(
        self,
        feeds: Sequence[Feed],
        client: Client,
        state: FeedState,
        sink: Sink,
        *,
        clock: Clock,
        chance: Callable[[], float],
        settings: Settings,
        metrics: Registry | None = None,
    ) -> None:
        self._feeds = {feed.url: feed for feed in feeds}
        self._state = state
        self._clock = clock
        self._metrics = metrics or Registry()
        hosts = Hosts(
            client,
            clock,
            spacing=settings.host_spacing_seconds,
            concurrency=settings.fetch_concurrency,
            robots_seconds=settings.robots_seconds,
            metrics=self._metrics,
        )
        self._turns = FeedTurn(
            hosts,
            EntryReader(hosts, state, clock, sink, settings.max_article_bytes),
            sink,
            clock=clock,
            chance=chance,
            pace=Pace(
                settings.poll_min_seconds, settings.poll_default_seconds, settings.poll_max_seconds
            ),
            max_entries=settings.max_feed_entries,
            metrics=self._metrics,
        )
        self._memory = {url: state.feed(url) for url in self._feeds}
        self._under_way: dict[str, asyncio.Task[Any] | None] = {}
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled, many feeds at once. Raises what the sink raised."""
        try:
            async with asyncio.TaskGroup() as turns:
                while True:
                    self._changed.clear()
                    due = self._due()
                    self._metrics.set(FEEDS_DUE, len(due))
                    for url in due:
                        self._under_way[url] = turns.create_task(self._turn(self._feeds[url]))
                    await self._next_event()
        except BaseExceptionGroup as several:
            # One feed's turn met it first; the others would say the same.
            raise several.exceptions[0] from several

    async def poll_only(self, feeds: Sequence[Feed]) -> None:
        """Poll these feeds from now on. Returns when no other feed's turn is under way any more.

        A turn that is broken off has marked nothing that it did not hand over. What is remembered
        of a feed that is new here is read now.
        """
        wanted = {feed.url: feed for feed in feeds}
        left = [url for url in self._feeds if url not in wanted]
        for url in left:
            del self._feeds[url]
            self._memory.pop(url, None)
        ending = [turn for url in left if (turn := self._under_way.get(url)) is not None]
        for turn in ending:
            turn.cancel()
        if ending:
            await asyncio.wait(ending)
        for url in left:
            self._under_way.pop(url, None)
        for url, feed in wanted.items():
            if url not in self._memory:
                self._memory[url] = await asyncio.to_thread(self._state.feed, url)
                self._feeds[url] = feed
        self._changed.set()

    async def poll_once(self, feed: Feed) -> FeedMemory:
        """Poll one feed now, whatever its time. Gives what is remembered of it afterwards."""
        self._feeds.setdefault(feed.url, feed)
        self._memory.setdefault(feed.url, self._state.feed(feed.url))
        self._under_way[feed.url] = None
        await self._turn(feed)
        return self._memory[feed.url]

    def idle(self) -> bool:
        """No feed is due and nothing is under way."""
        return not self._under_way and not self._due()

    def has_read_since(self, moment: datetime) -> bool:
        """Whether every feed that can be read was read after `moment`, with all its entries.

        Feeds that fail or are gone are not waited for.
        """
        if self._under_way:
            return False
        return all(
            memory.gone
            or memory.failures > 0
            or (memory.last_success_at is not None and memory.last_success_at > moment)
            for memory in self._memory.values()
        )

    def is_cut_off(self) -> bool:
        """Whether this machine seems to have no network: every feed was tried in vain, and each
        failed on the way to its server.
        """
        errors = [memory.error or "" for memory in self._memory.values() if memory.failures]
        return len(errors) == len(self._memory) > 0 and all(
            error.startswith(NETWORK_DOWN) for error in errors
        )

    def memories(self) -> Sequence[FeedMemory]:
        """What is known of each feed now."""
        return list(self._memory.values())

    def _due(self) -> list[str]:
        now = self._clock.now()
        return [
            url
            for url, memory in self._memory.items()
            if url not in self._under_way and memory.is_due(now)
        ]

    async def _next_event(self) -> None:
        """Return when a feed is due, a turn has ended, or the feeds have changed."""
        times = [
            memory.next_poll_at
            for url, memory in self._memory.items()
            if url not in self._under_way and not memory.gone and memory.next_poll_at is not None
        ]
        waits: list[Coroutine[Any, Any, object]] = [self._changed.wait()]
        if times:
            seconds = (min(times) - self._clock.now()).total_seconds()
            waits.append(self._clock.sleep(max(seconds, 0.0)))
        tasks = [asyncio.ensure_future(each) for each in waits]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _turn(self, feed: Feed) -> None:
        with log_context(feed=feed.url):
            try:
                memory = await self._turns.poll(feed, self._memory[feed.url])
                if feed.url in self._memory:
                    self._memory[feed.url] = memory
                    await self._save(memory)
            finally:
                failing = sum(each.failures > 0 for each in self._memory.values())
                self._metrics.set(FEEDS_FAILING, failing)
                self._under_way.pop(feed.url, None)
                self._changed.set()

    async def _save(self, memory: FeedMemory) -> None:
        try:
            await asyncio.to_thread(self._state.save_feed, memory)
        except StorageError as error:
            # The feed is asked for once more after a restart; that is all it costs.
            log.error("%s", error)
