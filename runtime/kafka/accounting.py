"""The accounts of processes onto their topic, hour by hour as they change.

A process that is killed has told all but its last seconds. What it had under way then, Kafka gives
to others, who take it in again.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Sequence
from datetime import datetime

import msgspec
from confluent_kafka import KafkaException

from runtime.accounts import Accounts, Hour
from runtime.clock import Clock
from runtime.kafka.errors import KafkaFailure
from runtime.kafka.headers import headers_of
from runtime.kafka.producing import Publisher
from wire import codec

log = logging.getLogger(__name__)

SECONDS = 5.0
END_SECONDS = 3.0
"""For Kafka to take the last of it: nothing hangs on it."""


class HourAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One stage in one hour of inputs, as a process has counted it in one life; the newest holds.

    `id` names life and hour. `taken` is all that came in, `returned` went to another process.
    """

    id: str
    process: str
    stage: str
    hour: datetime
    taken: int = 0
    done: int = 0
    dropped: dict[str, int] = {}
    dead: int = 0
    returned: int = 0
    schema: int = 1


def process_name(role: str, now: datetime) -> str:
    """The name of this process's life: where it runs, and since when."""
    return f"{role}@{socket.gethostname()}:{os.getpid()}:{now.isoformat(timespec='milliseconds')}"


class Accounting:
    """Tells a process's accounts; to be used on one event loop. `look` comes back at once."""

    def __init__(self, accounts: Accounts, publisher: Publisher, clock: Clock, role: str) -> None:
        accounts.tells = True
        self._accounts, self._publisher, self._clock = accounts, publisher, clock
        self._process = process_name(role, clock.now())
        self._told_at = clock.monotonic()
        self._telling: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Begin to tell what has changed, now and then."""
        now = self._clock.monotonic()
        if now - self._told_at < SECONDS or (self._telling and not self._telling.done()):
            return
        self._told_at = now
        if hours := self._accounts.untold():
            self._telling = asyncio.create_task(self._tell(hours), name="accounts")

    async def end(self) -> None:
        """Tell what is left, as of a process that gives back what it has under way."""
        self._accounts.leave()
        try:
            async with asyncio.timeout(END_SECONDS):
                if self._telling is not None:
                    await self._telling
                await self._tell(self._accounts.untold())
        except TimeoutError:
            log.warning("the last of the account could not be told in %.0f s", END_SECONDS)

    async def _tell(self, hours: Sequence[Hour]) -> None:
        try:
            await asyncio.gather(*(self._send(each) for each in hours))
        except (KafkaException, KafkaFailure) as error:
            log.warning("the account is not told, it will be later: %s", error)
        else:
            self._accounts.told(hours)

    async def _send(self, hour: Hour) -> None:
        told = HourAccount(
            id=f"{self._process}/{hour.number}",
            process=self._process,
            stage=hour.stage,
            hour=hour.beginning,
            taken=hour.taken,
            done=hour.done,
            dropped=hour.dropped,
            dead=hour.dead,
            returned=hour.returned,
        )
        await self._publisher.publish(
            "accounts", told.id, codec.encode(told), headers_of("account")
        )
