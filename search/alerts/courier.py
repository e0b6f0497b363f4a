"""Brings waiting messages to their targets; one that hangs holds up no other.

A message is recorded as delivered after it was sent: a kill in between sends it once more, with the
same idempotency key and the same alert, so that the receiver can tell.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from runtime.clock import Clock
from runtime.sqlite import Database, StorageError
from search.alerts.carrying import Carry, NotArrived, Post
from search.alerts.local import outbox
from search.alerts.local.outbox import End, Waiting
from search.alerts.notice import Notice
from search.alerts.retrying import (
    GIVE_UP,
    after_failure,
    after_success,
    gives_up,
    may_try,
    wait,
)
from search.alerts.targets import Target

log = logging.getLogger(__name__)

STORAGE_PAUSE_SECONDS = 5.0
"""How long to wait when what was sent can't be recorded (a full disk)."""


class Writing(Protocol):
    """How a write transaction is made without holding up the event loop."""

    def __call__(self, work: Callable[[sqlite3.Connection], None], /) -> Awaitable[None]:
        """Do the work in a transaction of its own."""
        ...


Tried = Callable[[Target, Sequence[Notice], NotArrived | None], None]
"""Told of every attempt, for whoever counts them."""


class Courier:
    """Delivers what is due. `chance` gives numbers from 0 to 1 for the spread of retries."""

    def __init__(
        self,
        database: Database,
        carry: Carry,
        clock: Clock,
        write: Writing,
        *,
        chance: Callable[[], float],
        per_hour: int,
        console: str = "",
        tried: Tried = lambda target, notices, why: None,
    ) -> None:
        self._database = database
        self._carry = carry
        self._clock = clock
        self._write = write
        self._chance = chance
        self._per_hour = per_hour
        self._console = console
        self._tried = tried
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def look(self) -> int:
        """Begin to deliver what is due now, each target by itself; how many are under way."""
        self._under_way = {name: task for name, task in self._under_way.items() if not task.done()}
        with self._database.read() as connection:
            names = outbox.due_targets(connection, self._clock.now())
        for name in names:
            if name not in self._under_way:
                self._under_way[name] = asyncio.create_task(self._serve(name), name=f"to {name}")
        return len(self._under_way)

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is under way, for whoever waits for it."""
        return list(self._under_way.values())

    async def close(self) -> None:
        """Break off what is under way; it comes again."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _serve(self, name: str) -> None:
        try:
            while await self._next(name):
                pass
        except StorageError as error:
            log.error("nothing is delivered to %s: %s", name, error)

    async def _next(self, name: str) -> bool:
        """Send one message or digest; whether it is worth going on at once."""
        now = self._clock.now()
        with self._database.read() as connection:
            target = outbox.target(connection, name)
            found = outbox.batch(connection, name, now)
            sent = outbox.sent_in_the_hour(connection, name, now)
        if not found:
            return False
        if target is None:
            here = name == outbox.HERE
            end = End("delivered") if here else End("suppressed", "target_removed")
            await self._write(lambda tx: outbox.done(tx, name, found, end, now))
            return True
        if not may_try(target, now):
            return await self._leave(target, now)
        if not found[0].digest and sent >= self._per_hour:
            await self._write(lambda tx: outbox.into_digest(tx, name, now))
            return True
        notices = tuple(each.notice for each in found)
        failed = await self._carry(target, Post(name, notices, found[0].digest, now, self._console))
        self._tried(target, notices, failed)
        await self._insist(lambda tx: self._record(tx, name, found, failed))
        return failed is None or failed.never == "message"

    async def _insist(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Record what was done, however long it takes: else it would be done again and again."""
        while True:
            try:
                await self._write(work)
            except StorageError as error:
                log.error("%s; trying again in %.0f s", error, STORAGE_PAUSE_SECONDS)
                await self._clock.sleep(STORAGE_PAUSE_SECONDS)
            else:
                return

    async def _leave(self, target: Target, now: datetime) -> bool:
        """What a target that is gone or left alone too long for will never get, has failed."""

        def work(tx: sqlite3.Connection) -> None:
            if target.gone:
                outbox.lose(tx, target.name, target.last_error, now, None)
                return
            outbox.lose(tx, target.name, target.last_error, now, now - GIVE_UP)
            if target.open_until is not None:
                outbox.hold_all(tx, target.name, now, target.open_until)

        await self._write(work)
        return False

    def _record(
        self,
        tx: sqlite3.Connection,
        name: str,
        tried: Sequence[Waiting],
        failed: NotArrived | None,
    ) -> None:
        now = self._clock.now()
        # It may have been removed meanwhile, or its secret changed.
        target = outbox.target(tx, name)
        if failed is None:
            outbox.done(tx, name, tried, End("delivered"), now)
            if target is not None and target.failures:
                outbox.put_target(tx, after_success(target))
            return
        log.warning("not delivered to %s: %s", name, failed.why)
        if target is None:
            return
        after = after_failure(target, failed.why, now, self._chance())
        if failed.never == "target":
            after = msgspec.structs.replace(after, gone=True, open_until=None)
        outbox.put_target(tx, after)
        first = tried[0].first_attempt
        if failed.never or (first is not None and gives_up(first, now)):
            outbox.done(tx, name, tried, End("failed", failed.why), now)
            return
        attempts = max(each.attempts for each in tried) + 1
        at = now + wait(attempts, self._chance())
        outbox.hold(tx, name, tried, now, at)
