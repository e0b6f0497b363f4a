"""The loop of a role on a real Kafka: what can't be worked is set aside or waited for, not lost."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient

from runtime.clock import SystemClock
from runtime.kafka import (
    Consuming,
    KafkaFailure,
    Passing,
    Poison,
    Publisher,
    Record,
    Rejected,
    Stalled,
    TooManyFailures,
    headers_of,
    readable,
)
from runtime.kafka.clients import producing
from runtime.kafka.consuming import Handle, Outcome
from runtime.kafka.dead_letters import bury, mark_replayed, read_letters, replay_letter
from runtime.kafka.lag import lags
from runtime.kafka.topics import full_name
from runtime.metrics import Registry
from runtime.metrics.catalogue import DEAD_LETTERS
from runtime.metrics.cluster import INPUTS
from runtime.settings import Settings
from tests.fakes.articles import article
from tests.fakes.topics import everything
from wire import Article, codec

HITS = headers_of("hit")


@dataclass
class Stage:
    """A stage that decodes articles, remembers them, and does what the test tells it."""

    settings: Settings
    publisher: Publisher
    registry: Registry = field(default_factory=Registry)
    worked: list[str] = field(default_factory=list)
    trouble: Callable[[Record, Article], None] = lambda _record, _article: None
    stop_after: int = 1

    async def handle(self, records: Sequence[Record]) -> Sequence[Outcome]:
        good, bad = readable(records, Article)
        for record, message in good:
            self.trouble(record, message)
        self.worked += [message.text for _, message in good]
        return bad

    async def run(self, handle: Handle | None = None, **options: float) -> None:
        """Work until nothing is behind."""
        consuming = Consuming(
            self.settings,
            "index",
            ["statements"],
            handle or self.handle,
            publisher=self.publisher,
            clock=SystemClock(),
            registry=self.registry,
            **options,  # type: ignore[arg-type]
        )
        task = asyncio.create_task(consuming.run())
        try:
            await self._all_done(task)
        finally:
            consuming.stop()
            await asyncio.wait({task}, timeout=60)
        task.result()

    async def _all_done(self, task: "asyncio.Task[None]") -> None:
        from runtime.kafka.clients import Complaints, admin

        client = admin(self.settings, Complaints(self.settings))
        while not task.done():
            found = await asyncio.to_thread(lags, client, self.settings)
            if not any(each.lag for each in found if each.topic == "statements"):
                return
            await asyncio.sleep(0.1)

    def counted(self, outcome: str) -> float:
        return self.registry.value(INPUTS, stage="index", outcome=outcome)


@pytest.fixture
def stage(settings: Settings, kafka: AdminClient) -> Stage:
    del kafka
    return Stage(settings, Publisher(settings, "test"))


async def send(stage: Stage, *texts: str) -> None:
    for number, text in enumerate(texts):
        message = article(text, f"a{number}")
        headers = headers_of("article", article=message.id)
        await stage.publisher.publish("statements", message.id, codec.encode(message), headers)


def send_raw(settings: Settings, value: bytes, key: bytes | None = b"key") -> None:
    """As a stranger would."""
    given = {**producing(settings, "stranger")}
    producer = Producer(given)
    producer.produce(
        full_name(settings, "statements"),
        value,
        key,
        headers=[("odd", b"\xff\x00"), ("none", None)],
    )
    assert producer.flush(30) == 0


async def test_poison_of_every_kind_is_set_aside_with_its_bytes(
    stage: Stage, settings: Settings
) -> None:
    newer = codec.encode(article("From tomorrow.")).replace(b'"schema":1', b'"schema":99')
    await send(stage, "One.", "Two.", "Three.", "Four.")
    send_raw(settings, b"no json \xff")
    send_raw(settings, newer)
    send_raw(settings, codec.encode(article("Whose?")), key=None)
    await stage.run()
    assert sorted(stage.worked) == ["Four.", "One.", "Three.", "Two."]
    letters = {letter.error: letter for letter in read_letters(settings)}
    assert set(letters) == {"malformed", "newer_schema"}
    assert letters["newer_schema"].original == newer
    assert "update Parley" in letters["newer_schema"].text
    assert letters["newer_schema"].message is not None
    assert letters["newer_schema"].message.headers == (("odd", b"\xff\x00"), ("none", None))
    assert letters["newer_schema"].message.key == b"key"
    both = [letter for letter in read_letters(settings) if letter.error == "malformed"]
    assert {letter.original for letter in both} == {
        b"no json \xff",
        codec.encode(article("Whose?")),
    }
    assert (stage.counted("in"), stage.counted("done"), stage.counted("dead")) == (7, 4, 3)
    assert stage.registry.value(DEAD_LETTERS, stage="index", error="malformed") == 2


async def test_one_that_crashes_the_stage_is_found_among_the_others(
    stage: Stage, settings: Settings
) -> None:
    def trouble(_record: Record, message: Article) -> None:
        if message.text == "Bad.":
            raise ZeroDivisionError("nobody thought of that")

    stage.trouble = trouble
    await send(stage, "One.", "Bad.", "Three.")
    await stage.run()
    assert set(stage.worked) == {"One.", "Three."}
    (letter,) = read_letters(settings)
    assert letter.error == "internal"
    assert "nobody thought of that" in letter.text
    assert letter.attempts > 1
    assert codec.decode(letter.original, Article).text == "Bad."


async def test_what_passes_is_waited_for(stage: Stage, settings: Settings) -> None:
    left = [3]

    def trouble(_record: Record, _message: Article) -> None:
        if left[0]:
            left[0] -= 1
            raise Passing("the server is away")

    stage.trouble = trouble
    await send(stage, "One.", "Two.")
    await stage.run()
    assert left == [0]
    assert set(stage.worked) == {"One.", "Two."}
    assert read_letters(settings) == []
    assert stage.counted("dead") == 0


async def test_when_most_messages_fail_it_stops_and_sets_nothing_aside(
    stage: Stage, settings: Settings
) -> None:
    def trouble(record: Record, _message: Article) -> None:
        raise Poison("refused", f"the mapping is wrong at {record.offset}")

    stage.trouble = trouble
    await send(stage, *(f"Number {number}." for number in range(60)))
    with pytest.raises(TooManyFailures, match="mend the cause"):
        await stage.run()
    assert read_letters(settings) == []

    def mended(_record: Record, _message: Article) -> None:
        pass

    stage.trouble = mended
    await stage.run()
    assert len(set(stage.worked)) == 60
    assert read_letters(settings) == []


async def test_who_wants_all_of_them_set_aside_can_have_it(
    stage: Stage, settings: Settings
) -> None:
    async def refuse(records: Sequence[Record]) -> Sequence[Outcome]:
        return [Rejected(record, "refused", "no") for record in records]

    stage.settings = replace(settings, failing_share=1.0)
    await send(stage, *(f"Number {number}." for number in range(60)))
    await stage.run(refuse)
    assert len(read_letters(settings)) == 60


async def test_a_batch_that_never_ends_is_given_back(stage: Stage) -> None:
    async def hang(_records: Sequence[Record]) -> Sequence[Outcome]:
        await asyncio.Event().wait()
        return []

    await send(stage, "One.")
    with pytest.raises(Stalled, match="begins at statements/"):
        await stage.run(hang, stalled_seconds=0.5)
    await stage.run()
    assert stage.worked == ["One."]


async def test_what_ends_the_role_is_not_committed(stage: Stage) -> None:
    async def refuse(_records: Sequence[Record]) -> Sequence[Outcome]:
        raise KafkaFailure("the index is gone")

    await send(stage, "One.")
    with pytest.raises(KafkaFailure, match="the index is gone"):
        await stage.run(refuse)
    await stage.run()
    assert stage.worked == ["One."]


async def test_a_letter_goes_back_as_it_was_and_fails_again_under_its_id(
    stage: Stage, settings: Settings
) -> None:
    bad = True

    def trouble(_record: Record, _message: Article) -> None:
        if bad:
            raise Poison("refused", "not yet")

    stage.trouble = trouble
    await send(stage, "One.")
    (sent,) = everything(settings, "statements")
    await stage.run()
    (letter,) = read_letters(settings)

    await replay_letter(stage.publisher, letter)
    await mark_replayed(stage.publisher, letter, letter.last_failed_at)
    (marked,) = read_letters(settings)
    assert marked.replayed_at is not None
    _, again = everything(settings, "statements")
    assert again == replace(sent, offset=again.offset)

    await stage.run()
    (failed,) = read_letters(settings)
    assert failed.id == letter.id
    assert failed.replayed_at is None
    assert failed.attempts == 2
    assert failed.first_failed_at == letter.first_failed_at

    bad = False
    await replay_letter(stage.publisher, failed)
    await mark_replayed(stage.publisher, failed, SystemClock().now())
    await stage.run()
    assert stage.worked == ["One."]
    (healed,) = read_letters(settings)
    assert healed.replayed_at is not None


async def test_a_deleted_letter_is_gone_at_once_and_may_come_again(
    stage: Stage, settings: Settings
) -> None:
    def trouble(_record: Record, _message: Article) -> None:
        raise Poison("refused", "never")

    stage.trouble = trouble
    await send(stage, "One.", "Two.")
    await stage.run()
    one, two = read_letters(settings)
    await stage.publisher.publish("dead-letters", one.id, None)
    assert [each.id for each in read_letters(settings)] == [two.id]
    await bury(stage.publisher, one)
    assert {each.id for each in read_letters(settings)} == {one.id, two.id}


async def test_two_share_the_partitions_and_one_goes(settings: Settings, stage: Stage) -> None:
    await send(stage, *(f"Number {number}." for number in range(200)))
    other = Stage(settings, stage.publisher)
    await asyncio.gather(stage.run(batch=10), other.run(batch=10))
    assert set(stage.worked) | set(other.worked) == {f"Number {n}." for n in range(200)}


async def test_a_rebalance_in_the_middle_of_a_batch(settings: Settings, stage: Stage) -> None:
    """What goes to another member while a server is waited for is worked there, and only there."""
    other = Stage(settings, stage.publisher)

    def trouble(_record: Record, _message: Article) -> None:
        if not other.worked:
            raise Passing("until the other one is at work")

    stage.trouble = trouble
    await send(stage, *(f"Number {number}." for number in range(40)))
    first = asyncio.create_task(stage.run())
    async with asyncio.timeout(60):
        while not stage.counted("in"):  # noqa: ASYNC110 - what is waited for is on a server
            await asyncio.sleep(0.05)
    await asyncio.gather(first, other.run())
    assert sorted([*stage.worked, *other.worked]) == sorted(f"Number {n}." for n in range(40))
    assert stage.worked
    assert other.worked
    assert stage.counted("returned") == len(other.worked)
    assert stage.counted("in") == stage.counted("done") + stage.counted("returned")


async def test_a_stage_that_waits_for_a_server_can_be_stopped(stage: Stage) -> None:
    tried = asyncio.Event()

    async def away(_records: Sequence[Record]) -> Sequence[Outcome]:
        tried.set()
        raise Passing("the server is away")

    await send(stage, "One.")
    consuming = Consuming(
        stage.settings,
        "index",
        ["statements"],
        away,
        publisher=stage.publisher,
        clock=SystemClock(),
        registry=stage.registry,
    )
    running = asyncio.create_task(consuming.run())
    await asyncio.wait_for(tried.wait(), 60)
    consuming.stop()
    await asyncio.wait_for(running, 60)
    assert stage.counted("returned") == 1
    await stage.run()
    assert stage.worked == ["One."]
