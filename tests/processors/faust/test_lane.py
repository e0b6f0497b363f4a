"""The wrapper of every agent, without servers: done, left out, dead letter, tried again, ended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from processors.faust.around import Around, Event
from processors.faust.lane import PASSING_TRIES, Lane, is_of_the_disk
from processors.faust.tables import Superseded
from runtime.accounts import Accounts
from runtime.clock import SystemClock
from runtime.health import Health
from runtime.kafka import KafkaFailure, Passing, Poison, Record, TooLarge, TooManyFailures
from runtime.metrics import Registry
from runtime.metrics.cluster import INPUTS, RETRIES
from runtime.settings import Settings
from wire import DeadLetter, codec

Step = Callable[[], Awaitable[str | None]]


@dataclass
class Message:
    """As Faust has it."""

    partition: int
    offset: int
    topic: str = "parley.articles"
    key: bytes | None = b"key"
    value: bytes | None = b"{}"
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: float = 1_780_000_000.0


@dataclass
class GivenEvent:
    """An event that remembers whether it was acknowledged."""

    message: Message
    acked: bool = False

    def ack(self) -> None:
        self.acked = True


@dataclass
class Stream:
    """Gives its events, then waits for ever, as a topic does."""

    given: list[GivenEvent]

    def noack(self) -> "Stream":
        return self

    async def events(self) -> AsyncIterator[GivenEvent]:
        for event in self.given:
            yield event
        await asyncio.Event().wait()


class Quick(SystemClock):
    """Pauses are over at once."""

    async def sleep(self, seconds: float) -> None:
        del seconds
        await asyncio.sleep(0)


@dataclass
class Scripted:
    """A stage whose steps are told by offset: what `finish` does at each try."""

    script: dict[int, list[Step]] = field(default_factory=dict)
    finished: list[tuple[int, int]] = field(default_factory=list)
    stage: Any = "extract"
    at_once: int = 8

    async def begin(self, event: Event, record: Record) -> int:
        del event
        return record.offset

    async def finish(self, event: Event, record: Record, begun: int) -> str | None:
        del event
        steps = self.script.get(begun, [])
        reason = await steps.pop(0)() if steps else None
        self.finished.append((record.partition, record.offset))
        return reason


def fails(error: Exception) -> Step:
    async def step() -> None:
        raise error

    return step


async def dropped() -> str:
    return "known"


@dataclass
class Letters:
    """Takes dead letters as the publisher would."""

    sent: list[DeadLetter] = field(default_factory=list)

    async def publish(self, topic: str, key: str, value: bytes, headers: object) -> None:
        del topic, key, headers
        self.sent.append(codec.decode(value, DeadLetter))


@dataclass
class Bench:
    """A lane with all that is around it."""

    work: Scripted
    letters: Letters = field(default_factory=Letters)
    failures: list[Exception] = field(default_factory=list)
    registry: Registry = field(default_factory=Registry)

    async def run(self, *events: GivenEvent) -> None:
        """Until every event is acknowledged, or the lane has given up."""
        clock = Quick()
        around = Around(
            Settings(),
            self.letters,  # type: ignore[arg-type]
            clock,
            self.registry,
            Health(clock),
            Accounts(clock, self.registry),
        )
        lane = Lane(self.work, around, self.failures.append)
        running = asyncio.create_task(lane.run(Stream(list(events))))  # type: ignore[arg-type]
        async with asyncio.timeout(20):
            while not (self.failures or all(each.acked for each in events)):
                if self.outcome("returned"):
                    break
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    def outcome(self, name: str) -> float:
        return self.registry.value(INPUTS, stage="extract", outcome=name)


def message(offset: int, partition: int = 0) -> GivenEvent:
    return GivenEvent(Message(partition, offset))


async def test_done_and_left_out_are_acknowledged_and_counted() -> None:
    bench = Bench(Scripted({1: [dropped]}))
    await bench.run(message(0), message(1))
    assert (bench.outcome("in"), bench.outcome("done"), bench.outcome("dropped")) == (2, 1, 1)
    assert bench.letters.sent == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Poison("newer_schema", "from tomorrow"), "newer_schema"),
        (TooLarge("nine megabytes"), "too_large"),
        (ValueError("a defect"), "internal"),
    ],
)
async def test_what_can_never_be_worked_is_a_dead_letter(error: Exception, kind: str) -> None:
    bench = Bench(Scripted({0: [fails(error)] * 9}))
    await bench.run(message(0), message(1))
    (letter,) = bench.letters.sent
    assert (letter.error, letter.stage, letter.original) == (kind, "extract", b"{}")
    assert str(error) in letter.text
    assert (bench.outcome("dead"), bench.outcome("done")) == (1, 1)


@pytest.mark.parametrize("error", [Passing("away"), TimeoutError(), ValueError("once")])
async def test_what_may_pass_is_tried_again(error: Exception) -> None:
    bench = Bench(Scripted({0: [fails(error), fails(error)]}))
    await bench.run(message(0))
    assert (bench.outcome("done"), bench.letters.sent) == (1, [])
    kind = "internal" if isinstance(error, ValueError) else "passing"
    assert bench.registry.value(RETRIES, stage="extract", error=kind) == 2


async def test_what_does_not_pass_ends_the_worker_and_leaves_the_message() -> None:
    bench = Bench(Scripted({0: [fails(Passing("no child"))] * PASSING_TRIES}))
    event = message(0)
    await bench.run(event)
    (failure,) = bench.failures
    assert isinstance(failure, KafkaFailure)
    assert "gives up at articles/0/0" in str(failure)
    assert not event.acked


@pytest.mark.parametrize(
    "error", [KafkaFailure("fenced"), OSError(28, "no space"), Exception("IO error: No space left")]
)
async def test_what_no_message_is_to_blame_for_ends_the_worker(error: Exception) -> None:
    bench = Bench(Scripted({0: [fails(error)]}))
    behind = message(1)
    await bench.run(message(0), behind)
    assert bench.failures == [error]
    assert bench.work.finished == []
    assert not behind.acked, "the next message of the partition would leave this one behind"


async def test_a_message_of_before_a_rebalance_is_given_back() -> None:
    bench = Bench(Scripted({0: [fails(Superseded("gone"))]}))
    event = message(0)
    await bench.run(event)
    assert not event.acked
    assert (bench.outcome("returned"), bench.failures) == (1, [])


async def test_when_most_messages_fail_it_ends_before_it_sets_them_aside() -> None:
    script = {number: [fails(Poison("malformed", "no JSON"))] for number in range(60)}
    bench = Bench(Scripted(script))
    await bench.run(*(message(number) for number in range(60)))
    (failure,) = bench.failures
    assert isinstance(failure, TooManyFailures)
    assert len(bench.letters.sent) == 19


async def test_partitions_go_on_beside_each_other_and_each_keeps_its_order() -> None:
    free = asyncio.Event()

    async def waits() -> None:
        await free.wait()

    async def frees() -> None:
        free.set()

    bench = Bench(Scripted({0: [waits], 7: [frees]}))
    await bench.run(message(0), message(1), message(6, 1), message(7, 1))
    assert bench.work.finished == [(1, 6), (1, 7), (0, 0), (0, 1)]


def test_an_error_of_the_disk_is_told_by_its_words() -> None:
    assert is_of_the_disk(Exception("IO error: While appending to file"))
    assert not is_of_the_disk(ValueError("IO error"))
    assert not is_of_the_disk(Exception("no"))
