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
from runtime.http import FetchError, GuardedClient
from runtime.sqlite import Database, StorageError
from search.alerts.local import outbox
from search.alerts.local.outbox import End, Until, Waiting
from search.alerts.retrying import after_failure, after_success, gives_up, may_try, wait
from search.alerts.signing import Parcel, headers, single, summary
from search.alerts.targets import Target

log = logging.getLogger(__name__)

ANSWER_BYTES = 64 * 1024
"""Nobody reads what a receiver answers; a longer answer is refused."""

GONE = 410
"""The receiver wants nothing any more (the specification: disable the endpoint)."""


class Writing(Protocol):
    """How a write transaction is made without holding up the event loop."""

    def __call__(self, work: Callable[[sqlite3.Connection], None], /) -> Awaitable[None]:
        """Do the work in a transaction of its own."""
        ...


async def send(client: GuardedClient, target: Target, parcel: Parcel, now: datetime) -> str | None:
    """Post a message. None when it arrived, else why it did not (`gone` for good)."""
    try:
        answer = await client.post(
            target.url,
            parcel.body,
            headers=headers(parcel, target.secrets(now), now),
            max_bytes=ANSWER_BYTES,
        )
    except FetchError as error:
        return f"{error.kind}: {error.detail}"
    if 200 <= answer.status < 300:
        return None
    return "gone" if answer.status == GONE else f"the receiver answered {answer.status}"


class Courier:
    """Delivers what is due. `chance` gives numbers from 0 to 1 for the spread of retries."""

    def __init__(
        self,
        database: Database,
        client: GuardedClient,
        clock: Clock,
        write: Writing,
        *,
        chance: Callable[[], float],
        per_hour: int,
    ) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._write = write
        self._chance = chance
        self._per_hour = per_hour
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

    async def close(self) -> None:
        """Break off what is under way; it comes again."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

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
            lost = End("suppressed", "target_removed")
            await self._write(lambda tx: outbox.done(tx, name, found, lost, now))
            return True
        if not may_try(target, now):
            return await self._leave(target, found, now)
        if not found[0].digest and sent >= self._per_hour:
            await self._write(lambda tx: outbox.into_digest(tx, name, now))
            return True
        notices = [each.notice for each in found]
        parcel = summary(notices, name, now) if found[0].digest else single(notices[0], now)
        why = await send(self._client, target, parcel, now)
        await self._write(lambda tx: self._record(tx, name, found, why))
        return why is None

    async def _leave(self, target: Target, found: Sequence[Waiting], now: datetime) -> bool:
        """What a target that is gone or left alone too long for will never get, has failed."""
        lost = [
            each
            for each in found
            if target.gone or (each.first_attempt and gives_up(each.first_attempt, now))
        ]
        if lost:
            why = "gone" if target.gone else target.last_error
            await self._write(
                lambda tx: outbox.done(tx, target.name, lost, End("failed", why), now)
            )
        elif target.open_until is not None:
            until = target.open_until
            await self._write(
                lambda tx: outbox.hold(tx, target.name, found, now, Until(until, False))
            )
        return True

    def _record(
        self, tx: sqlite3.Connection, name: str, tried: Sequence[Waiting], why: str | None
    ) -> None:
        now = self._clock.now()
        # Its secret may have been changed meanwhile.
        target = outbox.target(tx, name)
        if target is None:
            return
        if why is None:
            outbox.done(tx, name, tried, End("delivered"), now)
            if target.failures:
                outbox.put_target(tx, after_success(target))
            return
        log.warning("not delivered to %s: %s", name, why)
        failed = after_failure(target, why, now, self._chance())
        if why == "gone":
            outbox.put_target(tx, _gone(failed))
            outbox.done(tx, name, tried, End("failed", why), now)
            return
        outbox.put_target(tx, failed)
        first = tried[0].first_attempt
        if first is not None and gives_up(first, now):
            outbox.done(tx, name, tried, End("failed", why), now)
        else:
            attempts = max(each.attempts for each in tried) + 1
            at = now + wait(attempts, self._chance())
            outbox.hold(tx, name, tried, now, Until(at, True))


def _gone(target: Target) -> Target:
    return msgspec.structs.replace(target, gone=True, open_until=None)
