"""The loop of a role: poll a batch, work it, dead-letter what can't be, commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from runtime.accounts import Accounts
from runtime.clock import Clock
from runtime.health import Health
from runtime.kafka.accounting import Accounting
from runtime.kafka.breaker import Breaker
from runtime.kafka.dead_letters import bury
from runtime.kafka.errors import KafkaFailure, Passing, Poison, Stalled
from runtime.kafka.membership import Membership, Taken
from runtime.kafka.offsets import Place
from runtime.kafka.producing import Publisher
from runtime.kafka.records import LeftOut, Record, Rejected, letter_of
from runtime.kafka.telling import Telling
from runtime.kafka.topics import TopicName, full_name
from runtime.metrics import Registry
from runtime.metrics.cluster import (
    RETRIES,
    STAGE_SECONDS,
)
from runtime.settings import Settings
from wire.dead_letter import Stage

log = logging.getLogger(__name__)

Outcome = Rejected | LeftOut

Handle = Callable[[Sequence[Record]], Awaitable[Sequence[Outcome]]]
"""Works a batch, in order of each partition, and returns when its effects are stored.

Gives those records that it rejected or left out; all others are done. It raises `Passing` when a
server is away (the batch is tried again until it works), `Poison` or any other error for what may
be one record's fault (the records are then tried one by one, the guilty one becomes a dead letter),
`KafkaFailure` to end the role. A batch may come again, whole or in part: effects are idempotent.
"""

POLL_SECONDS = 0.5
TRIES = 4
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
STALLED_SECONDS = 900.0


class Consuming:
    """One member of a stage's group. `run` ends with `stop()`, or raises what ended it.

    `given` and `taken` hear of partitions that come and go (full topic name, number).
    """

    def __init__(
        self,
        settings: Settings,
        stage: Stage,
        topics: Sequence[TopicName],
        handle: Handle,
        *,
        publisher: Publisher,
        clock: Clock,
        group: str = "",
        registry: Registry | None = None,
        health: Health | None = None,
        batch: int = 500,
        stalled_seconds: float = STALLED_SECONDS,
        given: Taken = lambda _places: None,
        taken: Taken = lambda _places: None,
    ) -> None:
        self._settings, self._stage, self._topics = settings, stage, tuple(topics)
        self._handle, self._publisher, self._clock = handle, publisher, clock
        self._group = group or stage
        self._registry = registry or Registry()
        self._health = health or Health(clock)
        self._accounts = Accounts(clock, self._registry)
        self._accounting = Accounting(self._accounts, publisher, clock, stage)
        self._batch = batch
        self._stalled_seconds = stalled_seconds
        self._hear_given, self._hear_taken = given, taken
        self._telling = Telling(
            settings,
            stage,
            clock=clock,
            registry=self._registry,
            stalled_seconds=stalled_seconds,
        )
        self._breaker = Breaker(stage, settings.failing_share)
        self._stopping = False
        self._member: Membership | None = None

    def stop(self) -> None:
        """Let `run` end after the batch that is being worked; one that waits is given back."""
        self._stopping = True
        if self._member is not None:
            self._member.leaving = True

    async def run(self) -> None:
        """Work until `stop`. A cancellation leaves at once; the batch comes again then.

        Raises `KafkaFailure` and its kinds, with what to do.
        """
        self._health.lacks("group", "not joined yet")
        self._member = member = Membership(
            self._settings,
            self._stage,
            self._group,
            self._topics,
            given=self._given,
            taken=self._taken,
        )
        try:
            while not self._stopping:
                messages = await member.poll(self._batch, POLL_SECONDS)
                records = [Record.of(self._settings, each) for each in messages]
                if records:
                    await self._work(member, records)
                await self._tell(member)
        finally:
            self._health.lacks("group", "left")
            await member.close()
            await self._accounting.end()

    async def _work(self, member: Membership, records: list[Record]) -> None:
        for record in records:
            self._accounts.take(self._stage, record.at)
        began = self._clock.monotonic()
        outcomes, kept = await self._insist(member, records)
        rejected = [each for each in outcomes if isinstance(each, Rejected)]
        self._breaker.note(len(kept), rejected)
        await asyncio.gather(
            *(
                bury(self._publisher, letter_of(self._stage, each, self._clock.now()))
                for each in rejected
            )
        )
        committed = await member.commit(self._positions(kept))
        self._account(records, kept if committed else [], outcomes)
        self._registry.observe(STAGE_SECONDS, self._clock.monotonic() - began, stage=self._stage)

    async def _insist(
        self, member: Membership, records: Sequence[Record]
    ) -> tuple[list[Outcome], list[Record]]:
        """What became of the records, and which of them are still ours, once they are worked.

        Partitions may go to another member while a server is waited for.
        """
        kept = list(records)
        pause, tries = FIRST_PAUSE, 0
        while kept:
            try:
                async with asyncio.timeout(self._stalled_seconds):
                    outcomes = list(await self._handle(kept))
            except TimeoutError:
                raise Stalled(
                    f"stage {self._stage} has worked for {self._stalled_seconds:.0f} s on a batch"
                    f" that begins at {kept[0].position}: it is given back; if it happens again,"
                    " look at what that message holds"
                ) from None
            except KafkaFailure:
                raise
            except Passing as reason:
                self._again("passing", str(reason))
            except Exception as error:
                if len(kept) > 1:
                    return await self._one_by_one(member, kept)
                tries += 1
                if isinstance(error, Poison) or tries >= TRIES:
                    return [_guilty(kept[0], error, tries)], kept
                log.warning("failed, tried again: %s: %r", kept[0].position, error, exc_info=error)
                self._registry.add(RETRIES, stage=self._stage, error="internal")
            else:
                self._health.holds("stage")
                return outcomes, kept
            await member.keep_membership(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            kept = [each for each in kept if self._place(each) in member.owned]
            if self._stopping:
                break
        return [], []

    async def _one_by_one(
        self, member: Membership, records: Sequence[Record]
    ) -> tuple[list[Outcome], list[Record]]:
        outcomes: list[Outcome] = []
        kept: list[Record] = []
        for record in records:
            if self._place(record) in member.owned:
                found, still = await self._insist(member, [record])
                outcomes += found
                kept += still
        return outcomes, kept

    def _again(self, kind: str, reason: str) -> None:
        log.warning("stage %s waits: %s", self._stage, reason)
        self._health.lacks("stage", reason or "waits")
        self._registry.add(RETRIES, stage=self._stage, error=kind)
        self._telling.waits()

    def _place(self, record: Record) -> Place:
        return (full_name(self._settings, record.topic), record.partition)

    def _positions(self, records: Sequence[Record]) -> dict[Place, int]:
        positions: dict[Place, int] = {}
        for record in records:
            place = self._place(record)
            positions[place] = max(positions.get(place, 0), record.offset + 1)
        return positions

    def _account(
        self, records: Sequence[Record], kept: Sequence[Record], outcomes: Sequence[Outcome]
    ) -> None:
        ours = {id(record) for record in kept}
        otherwise = {id(each.record): each for each in outcomes}
        for record in records:
            if id(record) not in ours:
                self._accounts.give_back(self._stage, record.at)
                continue
            match otherwise.get(id(record)):
                case Rejected(error=error):
                    self._accounts.bury(self._stage, record.at, error)
                case LeftOut(reason=reason):
                    self._accounts.drop(self._stage, record.at, reason)
                case None:
                    self._accounts.done(self._stage, record.at)
        self._telling.committed(self._positions(kept))

    def _given(self, places: Sequence[Place]) -> dict[Place, int]:
        self._telling.came(places)
        self._hear_given(places)
        return {}

    def _taken(self, places: Sequence[Place]) -> None:
        self._telling.went(places)
        self._hear_taken(places)

    async def _tell(self, member: Membership) -> None:
        """Say how it is, after each turn."""
        self._health.turned()
        if member.joined:
            self._health.holds("group")
        self._accounts.settle()
        self._accounting.look()
        await self._telling.tell(member)


def _guilty(record: Record, error: Exception, tries: int) -> Rejected:
    if isinstance(error, Poison):
        return Rejected(record, error.error, str(error), tries)
    log.error("set aside as a dead letter: %s", record.position, exc_info=error)
    return Rejected(record, "internal", repr(error), tries)
