"""Which feeds this process polls: those of the partitions that the group gives it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from ingest.kafka.cache import FeedCache
from runtime.health import Health
from runtime.kafka import Record, full_name
from runtime.kafka.membership import Membership
from runtime.kafka.offsets import Place
from runtime.metrics import Registry
from runtime.metrics.cluster import PARTITIONS, REBALANCES
from runtime.settings import Settings

log = logging.getLogger(__name__)

GROUP = "ingest"
BATCH = 2000
POLL_SECONDS = 0.5
LONGEST_STOP_SECONDS = 20.0
"""For turns to be broken off before their partition goes; the group waits for no longer either."""

Change = Callable[[frozenset[int]], Awaitable[None]]


class FeedShare:
    """A member of the group over the topic of feeds.

    `change` hears which partitions are ready: given by the group, and read to their end, so that
    all is known that another process did there. A partition is no longer among them before it goes
    to another process.
    """

    def __init__(
        self,
        settings: Settings,
        cache: FeedCache,
        change: Change,
        *,
        registry: Registry,
        health: Health,
    ) -> None:
        self._settings, self._cache, self._change = settings, cache, change
        self._registry, self._health = registry, health
        self._topic = full_name(settings, "feeds")
        self._ready: frozenset[int] = frozenset()
        self._at_end: set[int] = set()
        self._committed: dict[Place, int] = {}
        self._member: Membership | None = None
        self._stopping = False

    def stop(self) -> None:
        """Let `run` end."""
        self._stopping = True
        if self._member is not None:
            self._member.leaving = True

    async def run(self) -> None:
        """Share feeds until `stop`, then give all of them back. Raises `KafkaFailure`."""
        loop = asyncio.get_running_loop()
        self._health.lacks("group", "not joined yet")

        def taken(places: Sequence[Place]) -> None:
            gone = {number for _, number in places}
            self._at_end -= gone
            stopped = asyncio.run_coroutine_threadsafe(self._tell(self._ready - gone), loop)
            try:
                stopped.result(LONGEST_STOP_SECONDS)
            except TimeoutError:
                log.error("feeds could not be stopped before they went to another process")

        self._member = member = Membership(
            self._settings,
            GROUP,
            GROUP,
            ["feeds"],
            given=self._given,
            taken=taken,
            at_end=lambda place: self._at_end.add(place[1]),
        )
        try:
            while not self._stopping:
                messages = await member.poll(BATCH, POLL_SECONDS)
                if messages:
                    records = [Record.of(self._settings, each) for each in messages]
                    await asyncio.to_thread(self._cache.take, records)
                await self._settle(member)
        finally:
            await self._tell(frozenset())
            await member.close()
            self._health.lacks("group", "left")

    def _given(self, places: Sequence[Place]) -> dict[Place, int]:
        self._registry.add(REBALANCES, stage=GROUP)
        self._at_end -= {number for _, number in places}
        known = self._cache.positions()
        return {(topic, number): known.get(number, 0) for topic, number in places}

    async def _settle(self, member: Membership) -> None:
        self._health.turned()
        owned = {number for _, number in member.owned}
        ready = frozenset(owned & self._at_end)
        if ready != self._ready:
            await self._tell(ready)
        if not member.joined:
            return
        behind = owned - self._at_end
        if behind:
            self._health.lacks("group", f"reading the state of {len(behind)} partitions")
        else:
            self._health.holds("group")
        # Kept for people and `parley lag`: the place of the state is in the cache.
        positions = {
            (self._topic, number): position
            for number, position in self._cache.positions().items()
            if number in owned
        }
        if positions != self._committed and await member.commit(positions):
            self._committed = positions

    async def _tell(self, ready: frozenset[int]) -> None:
        self._ready = ready
        self._registry.set(PARTITIONS, len(ready), stage=GROUP)
        await self._change(ready)
