"""One poll of one feed: asked, read, its entries dealt with, and what to remember of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ingest.decide.health import FeedMemory
from ingest.decide.identity import identity
from ingest.decide.schedule import Pace, Polled, next_poll
from ingest.feeds import Feed
from ingest.hosts import Hosts
from ingest.parse import NotAFeed, ParsedFeed, parse_feed
from ingest.reader import EntryReader
from ingest.sink import Dropped, Sink
from runtime.clock import Clock
from runtime.http import FetchError, Response
from runtime.metrics import Registry
from runtime.metrics.catalogue import ENTRIES
from wire.dead_letter import MAX_TEXT, ErrorClass, Stage, dead_letter

log = logging.getLogger(__name__)

KEPT_OF_A_BAD_FEED = 1024 * 1024
"""Bytes of an unreadable feed that go into its dead letter."""

MOVE_DOUBTED_AFTER = 3
"""Failures after which a feed that moved for good is asked for at its old address again."""


NETWORK_DOWN = ("dns", "connection", "timeout")
"""Kinds of failure that every feed has at once when this machine has no network."""


class _Failed(Exception):
    """A poll that gave nothing; the message says why, in words for the operator."""

    def __init__(
        self, text: str, response: Response | None = None, *, network: bool = False
    ) -> None:
        self.response = response
        self.network = network
        super().__init__(text)


class FeedTurn:
    """Polls a feed, given what is remembered of it, and gives what to remember from now on.

    `chance` gives numbers in [0, 1) that part the feeds' times.
    """

    def __init__(
        self,
        hosts: Hosts,
        reader: EntryReader,
        sink: Sink,
        *,
        clock: Clock,
        chance: Callable[[], float],
        pace: Pace,
        max_entries: int,
        metrics: Registry,
    ) -> None:
        self._hosts = hosts
        self._reader = reader
        self._sink = sink
        self._clock = clock
        self._chance = chance
        self._pace = pace
        self._max_entries = max_entries
        self._metrics = metrics

    async def poll(self, feed: Feed, memory: FeedMemory) -> FeedMemory:
        """Ask for the feed and hand over what is new. Raises what the sink raises, nothing else."""
        began = self._clock.now()
        memory = replace(memory, last_attempt_at=began)
        try:
            response = await self._ask(feed, memory)
            memory = replace(memory, status=response.status)
            if response.status == 304:
                return self._success(replace(memory, error=None), response, "unchanged", began)
            if response.status == 410:
                log.warning("the feed is gone (410) and is not asked for again")
                return replace(memory, gone=True, next_poll_at=None, error="gone (410)")
            if response.status != 200:
                raise _Failed(f"the server answers {response.status}", response)
            parsed = await self._parsed(feed, response, memory)
        except _Failed as failed:
            return self._failure(memory, failed)
        settled, new = await self._read(feed, parsed, memory.guids_repeat)
        memory = replace(
            memory,
            title=parsed.title or memory.title,
            error=parsed.fault,
            moved_to=response.moved_to or memory.moved_to,
            guids_repeat=memory.guids_repeat or parsed.guids_repeat,
            last_new_at=began if new else memory.last_new_at,
        )
        if settled:
            # Only now: with these the server would say "nothing new" although pages are missing.
            memory = replace(
                memory,
                etag=_validator(response, "ETag"),
                last_modified=_validator(response, "Last-Modified"),
            )
        return self._success(memory, response, "new", began, parsed.ttl)

    async def _ask(self, feed: Feed, memory: FeedMemory) -> Response:
        headers = {
            name: value
            for name, value in (
                ("If-None-Match", memory.etag),
                ("If-Modified-Since", memory.last_modified),
            )
            if value
        }
        try:
            return await self._hosts.get(memory.address, "feed", headers=headers)
        except FetchError as error:
            kinds: dict[str, ErrorClass] = {"too_large": "too_large", "bomb": "refused"}
            if error.kind in kinds and not memory.failures:
                text, original = str(error), memory.address.encode()
                await self._dead(feed, "fetch", kinds[error.kind], text, original)
            network = error.kind in NETWORK_DOWN
            raise _Failed(f"{error.kind}: {error.detail}", network=network) from error

    async def _parsed(self, feed: Feed, response: Response, memory: FeedMemory) -> ParsedFeed:
        content_type = response.headers.get("Content-Type")
        most = self._max_entries
        try:
            return await asyncio.to_thread(
                parse_feed, response.body, content_type, most, response.url
            )
        except NotAFeed as error:
            if not memory.failures:
                original = response.body[:KEPT_OF_A_BAD_FEED]
                await self._dead(feed, "parse", "malformed", str(error), original)
            raise _Failed(str(error), response) from error

    async def _read(self, feed: Feed, parsed: ParsedFeed, guids_repeat: bool) -> tuple[bool, bool]:
        """Every entry, the oldest first: (all of them settled, some of them new or changed)."""
        now = self._clock.now()
        repeat = guids_repeat or parsed.guids_repeat
        if parsed.surplus:
            await self._sink.dropped(Dropped("surplus", feed.url, now, parsed.surplus))
        if parsed.repeated:
            await self._sink.dropped(Dropped("repeated", feed.url, now, parsed.repeated))
        seen: Counter[str] = Counter()
        for entry in reversed(parsed.entries):
            name = identity(entry, guids_repeat=repeat)
            seen[await self._reader.read(feed, entry, name)] += 1
        for outcome, number in seen.items():
            self._metrics.add(ENTRIES, number, outcome=outcome)
        return not seen["waiting"], seen["new"] + seen["changed"] > 0

    def _success(
        self,
        memory: FeedMemory,
        response: Response,
        ended: Polled,
        began: datetime,
        ttl: float | None = None,
    ) -> FeedMemory:
        now = self._clock.now()
        due = next_poll(
            ended, now, self._pace, headers=response.headers, ttl=ttl, chance=self._chance()
        )
        return replace(memory, failures=0, last_success_at=began, next_poll_at=due)

    def _failure(self, memory: FeedMemory, failed: _Failed) -> FeedMemory:
        failures, now = memory.failures + 1, self._clock.now()
        headers = failed.response.headers if failed.response else {}
        due = next_poll(
            "failed",
            now,
            self._pace,
            headers=headers,
            failures=failures,
            chance=self._chance(),
        )
        # Once a fault is known, only the feed's health needs to say it again; what every feed has
        # at once when there is no network would bury the one line that says so.
        level = logging.INFO
        if failed.network:
            level = logging.DEBUG
        elif failures == 1:
            level = logging.WARNING
        log.log(level, "the feed can't be read (%d in a row): %s", failures, failed)
        return replace(
            memory,
            status=failed.response.status if failed.response else None,
            error=str(failed)[:MAX_TEXT],
            failures=failures,
            moved_to=None if failures >= MOVE_DOUBTED_AFTER else memory.moved_to,
            next_poll_at=due,
        )

    async def _dead(
        self, feed: Feed, stage: Stage, error: ErrorClass, text: str, original: bytes
    ) -> None:
        letter = dead_letter(
            stage, error, text, original, position=feed.url, at=self._clock.now(), feed=feed.url
        )
        await self._sink.dead(letter, None)


def _validator(response: Response, name: str) -> str | None:
    """The header exactly as received; None where its bytes can't be sent back as they are."""
    value = response.headers.get(name)
    if not value or any("\ud800" <= each <= "\udfff" for each in value):
        return None
    return value
