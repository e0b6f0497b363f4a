"""What may go wrong in a worker: bad messages, long articles, deaths at the worst moment."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from confluent_kafka import Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from parley.cluster.index import index
from parley.cluster.pruning import send_horizon
from processors.faust import Extract, Worker
from processors.faust.app import group_of
from processors.faust.reading import AGAIN
from processors.faust.tables import Kept
from runtime.clock import Clock, SystemClock
from runtime.health import Health
from runtime.kafka import (
    KafkaFailure,
    Passing,
    Publisher,
    Stalled,
    TooManyFailures,
    full_name,
    headers_of,
)
from runtime.kafka.clients import Complaints, reader
from runtime.metrics import Registry
from runtime.metrics.cluster import INPUTS, REBALANCES
from runtime.settings import Settings
from search.query import parse
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.newswork import lag, letters, publish, records, told
from tests.cluster.roles import role_at_work
from tests.fakes.facts import day, report, statement_in
from wire import Article, Reading, Shift, Statement, codec
from wire.codec import SCHEMA


async def extract(article: Article) -> tuple[Statement, ...]:
    """Every article has one statement; its text says the stance."""
    return (statement_in(article, int(article.text.split()[-1]), article.text),)


def said(identity: str, stance: int, when: float = 0) -> Article:
    """An article that the extraction above can read."""
    return report(identity, when, text=f"{identity} tells the stance {stance}")


@dataclass
class Running:
    """A worker in this process, and its numbers."""

    worker: Worker
    registry: Registry
    health: Health
    task: "asyncio.Task[None]"

    async def until(self, condition: Callable[[], bool], patience: float = 60) -> None:
        """Wait for a condition; a worker that has ended meanwhile raises what ended it."""
        async with asyncio.timeout(patience):
            while not await asyncio.to_thread(condition):
                if self.task.done():
                    self.task.result()
                await asyncio.sleep(0.05)

    def outcome(self, stage: str) -> dict[str, float]:
        """The account of a stage."""
        names = ("in", "done", "dropped", "dead", "returned")
        return {n: self.registry.value(INPUTS, stage=stage, outcome=n) for n in names}


@asynccontextmanager
async def working(
    settings: Settings,
    tables: Path,
    reading: Extract = extract,
    stalled: float = 600,
    clock: Clock | None = None,
) -> AsyncIterator[Running]:
    """A worker until the end of the context."""
    registry, clock, leave = Registry(), clock or SystemClock(), asyncio.Event()
    health = Health(clock)
    with Publisher(settings, "work", registry) as publisher:
        worker = Worker(
            settings,
            reading,
            publisher=publisher,
            clock=clock,
            registry=registry,
            health=health,
            tables=tables,
            stalled_seconds=stalled,
        )
        task = asyncio.create_task(worker.run(leave.wait()))
        try:
            yield Running(worker, registry, health, task)
        finally:
            leave.set()
            await asyncio.gather(task, return_exceptions=True)


class SteppedClock(SystemClock):
    """The machine's clock, which somebody sets back."""

    back = timedelta()

    def now(self) -> datetime:
        return super().now() - self.back


def raw(settings: Settings, *messages: tuple[bytes | None, bytes | None]) -> None:
    """Messages as no program of ours would send them, on the first partition of the articles."""
    producer = Producer({"bootstrap.servers": settings.kafka, "message.max.bytes": 8_000_000})
    for key, value in messages:
        producer.produce(full_name(settings, "articles"), value, key, partition=0)
    assert producer.flush(30) == 0
    producer.close()


async def test_bad_messages_are_set_aside_and_the_others_go_on(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    good = [said(f"n{number}", 2) for number in range(20)]
    whole = json.loads(codec.encode(said("newer", 1)))
    older = {name: whole[name] for name in whole if name not in {"stamps", "backfilled", "schema"}}
    key = said("newer", 1).id.encode()
    huge = report("huge", text="x" * (settings.max_article_bytes + 1))
    publish(settings, good[:10])
    raw(
        settings,
        (b"k", b"\xff no JSON"),
        (key, json.dumps(whole | {"schema": SCHEMA + 1}).encode()),
        (None, codec.encode(said("no key", 1))),
        (b"k", None),
        (b"another key", codec.encode(said("elsewhere", 1))),
        (huge.id.encode(), codec.encode(huge)),
        (key, json.dumps(older).encode()),
    )
    publish(settings, [*good[10:], report("unreadable", text="no stance")])
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        account = running.outcome("extract")
    found = await asyncio.to_thread(letters, settings)
    assert sorted(each.error for each in found) == [
        "internal",
        "malformed",
        "malformed",
        "malformed",
        "malformed",
        "newer_schema",
        "too_large",
    ]
    assert all(each.stage == "extract" for each in found)
    (newer,) = [each for each in found if each.error == "newer_schema"]
    assert json.loads(newer.original)["schema"] == SCHEMA + 1
    rows = await asyncio.to_thread(told, settings)
    read = {identifier for kind, identifier in rows if kind == "article"}
    assert read == {each.id for each in [*good, said("newer", 1)]}
    assert account == {"in": 28, "done": 21, "dropped": 0, "dead": 7, "returned": 0}


async def test_when_most_messages_fail_the_worker_stops(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    raw(settings, *((b"k", b"no JSON") for _ in range(40)))
    async with working(settings, tmp_path / "tables") as running:
        with pytest.raises(TooManyFailures, match="Nothing is lost"):
            await running.until(lambda: False)
    assert len(await asyncio.to_thread(letters, settings)) < 20
    assert lag(settings, kafka) > 20


async def test_the_outputs_are_there_before_the_set_and_come_again_after_a_death_between(
    settings: Settings, kafka: AdminClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(settings, [said("yes", 2, 0), said("no", -2, 5)])
    put, deadly = Kept.put, []

    async def dies(self: Kept, event: object, values: Mapping[str, bytes | None]) -> None:
        if self._table.name in deadly:
            raise KafkaFailure(f"died before {self._table.name} was written")
        await put(self, event, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Kept, "put", dies)
    for table in ("articles", "timelines"):
        deadly[:] = [table]
        async with working(settings, tmp_path / "tables") as running:
            with pytest.raises(KafkaFailure, match=f"died before {table}"):
                await running.until(lambda: False)
    deadly.clear()
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
    rows = await asyncio.to_thread(told, settings)
    (shift,) = [row for (kind, _), row in rows.items() if kind == "shift"]
    assert isinstance(shift, Shift)
    assert (shift.direction, shift.before.stance, shift.after.stance) == ("hardening", 2, -2)
    readings = await asyncio.to_thread(records, settings, "statements")
    assert len(readings) > 2, "what was told before the death is told again"
    assert len({each.key for each in readings}) == 2


async def test_a_takedown_erases_and_keeps_out(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    yes, no = said("yes", 2, 0), said("no", -2, 5)
    publish(settings, [yes, no])
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        assert [kind for kind, _ in await asyncio.to_thread(told, settings)].count("shift") == 1
        notice = msgspec.structs.replace(no, removed=True, title="", text="")
        publish(settings, [notice, msgspec.structs.replace(no, fetched_at=day(9))])
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["dropped"] == 1
    rows = await asyncio.to_thread(told, settings)
    assert {kind for kind, _ in rows} == {"article", "statement"}
    assert [row.id for (kind, _), row in rows.items() if kind == "article"] == [yes.id]
    newest = (await asyncio.to_thread(records, settings, "shifts"))[-1]
    assert b"no tells" not in (newest.value or b"")


async def test_what_is_older_than_a_horizon_is_forgotten_and_positions_stay_known(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    yes, no, again = said("yes", 2, 0), said("no", -2, 5), said("again", 2, 90)
    gone = said("gone", 1, 1)
    notice = msgspec.structs.replace(gone, removed=True, title="", text="")
    publish(settings, [yes, no, notice])
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        told_before = len(await asyncio.to_thread(records, settings, "shifts"))
        send_horizon(settings, day(60).replace(day=1, hour=0))
        publish(settings, [gone, said("late", -1, 3), again])
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["dropped"] == 1, "a takedown is never forgotten"
    newest = [each.decode(Shift) for each in await asyncio.to_thread(records, settings, "shifts")]
    (shift,) = newest[told_before:]
    assert (shift.direction, shift.before.article_id) == ("softening", no.id)
    async with working(settings, tmp_path / "elsewhere") as running:
        publish(settings, [yes])
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["done"] == 1, "forgotten also by the changelog"


def changelog(settings: Settings) -> str:
    return f"{group_of(settings)}-timelines-changelog"


def newest(settings: Settings, key: bytes) -> Message | None:
    """The newest record of a key in the timelines' changelog."""
    consumer = reader(settings, Complaints(settings), "test")
    found = None
    try:
        for number in range(settings.partitions):
            place = TopicPartition(changelog(settings), number, 0)
            _, end = consumer.get_watermark_offsets(place, timeout=30)
            consumer.assign([place])
            offset = 0
            while offset < end:
                message = consumer.poll(10)
                assert message is not None
                if message.error() is None:
                    offset = (message.offset() or 0) + 1
                    found = message if message.key() == key else found
    finally:
        consumer.close()
    return found


async def test_what_somebody_else_wrote_into_a_changelog_is_written_over(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """As a worker does that was frozen and had a record on its way."""
    chunk = b"Ruritania|talks|2026-05"
    publish(settings, [said("yes", 2, 0)])
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        ours = await asyncio.to_thread(newest, settings, chunk)
        assert ours is not None
        producer = Producer({"bootstrap.servers": settings.kafka})
        producer.produce(changelog(settings), None, chunk, partition=ours.partition() or 0)
        assert producer.flush(30) == 0
        producer.close()
        publish(settings, [said("again", 2, 40)])
        await running.until(lambda: lag(settings, kafka) == 0)
    mended = await asyncio.to_thread(newest, settings, chunk)
    assert mended is not None
    assert mended.value() == ours.value()


async def test_headers_travel_through_both_stages(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with Publisher(settings, "test") as publisher:
        for each in (said("yes", 2, 0), said("no", -2, 5)):
            headers = headers_of("article", article=each.id, traceparent=trace)
            await publisher.publish("articles", each.id, codec.encode(each), headers)
    async with working(settings, tmp_path / "tables") as running:
        await running.until(lambda: lag(settings, kafka) == 0)
    for topic, kind in (("statements", "reading"), ("positions", "positions"), ("shifts", "shift")):
        found = await asyncio.to_thread(records, settings, topic)  # type: ignore[arg-type]
        assert found
        for record in found:
            assert (record.about.type, record.about.schema) == (kind, SCHEMA)
            assert record.about.traceparent.split("-")[1] == trace.split("-")[1]
            assert record.about.article in {said("yes", 2).id, said("no", -2).id}
    reading = (await asyncio.to_thread(records, settings, "statements"))[0].decode(Reading)
    assert "extracted" in reading.article.stamps


async def test_a_text_of_one_and_a_half_megabytes_is_read_indexed_and_found(
    settings: Settings, kafka: AdminClient, store: ElasticStore, tmp_path: Path
) -> None:
    """All the way, with a statement at its end; what is longer than is allowed is set aside."""
    words = "The boats kept waiting. " * (1_500_000 // 24)
    long = report("long", 0, text=f"{words}At last the ferryman spoke of the stance 2")
    longer = report("longer", 0, text="x" * (settings.max_article_bytes + 1))

    async def last_sentence(article: Article) -> tuple[Statement, ...]:
        return (statement_in(article, 2, article.text[len(words) :]),)

    publish(settings, [long, longer])
    async with (
        role_at_work("index", index, settings),
        working(settings, tmp_path / "tables", last_sentence) as running,
    ):
        await running.until(lambda: lag(settings, kafka) == 0)

        def found() -> list[str]:
            store.index.refresh()
            page = store.index.search("statement", parse("ferryman"))
            return [hit.document.article_id for hit in page.hits]

        await running.until(lambda: found() == [long.id])
        assert running.outcome("extract") == {
            "in": 2,
            "done": 1,
            "dropped": 0,
            "dead": 1,
            "returned": 0,
        }
    kept = store.index.get("article", long.id)
    assert isinstance(kept, Article)
    assert kept.text == long.text
    assert [hit.id for hit in store.index.search("article", parse("ferryman")).hits] == [long.id]
    (letter,) = await asyncio.to_thread(letters, settings)
    assert (letter.error, letter.article_id) == ("too_large", longer.id)


async def test_what_is_known_is_read_anew_only_where_that_is_asked_for(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """As `parley replay --apply` asks, when the rules have become others."""
    yes, no = said("yes", 2, 0), said("no", -2, 5)
    rules = [extract]

    async def reading(article: Article) -> tuple[Statement, ...]:
        return await rules[-1](article)

    async def other_rules(article: Article) -> tuple[Statement, ...]:
        return (statement_in(article, 2, article.text),)

    publish(settings, [yes, no])
    async with working(settings, tmp_path / "tables", reading) as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        rows = await asyncio.to_thread(told, settings)
        assert [kind for kind, _ in rows].count("shift") == 1
        rules.append(other_rules)
        publish(settings, [no])
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["dropped"] == 1
        assert await asyncio.to_thread(told, settings) == rows
        with Publisher(settings, "test") as publisher:
            headers = (*headers_of("article", article=no.id), (AGAIN, b"1"))
            await publisher.publish("articles", no.id, codec.encode(no), headers)
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["done"] == 3
    after = await asyncio.to_thread(told, settings)
    assert [kind for kind, _ in after].count("shift") == 0, "it said yes all along"


async def test_a_clock_set_back_changes_nothing_of_what_is_told(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """Results rest on the times of the news alone, and nothing waits for the old time."""
    clock = SteppedClock()
    articles = [said("yes", 2, 0), said("no", -2, 5), said("again", 2, 90)]
    async with working(settings, tmp_path / "tables", clock=clock) as running:
        publish(settings, articles[:1])
        await running.until(lambda: lag(settings, kafka) == 0)
        clock.back = timedelta(days=40)
        publish(settings, articles[1:])
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.health.ready()
        assert running.outcome("extract")["done"] == len(articles)
    rows = await asyncio.to_thread(told, settings)
    assert {kind for kind, _ in rows} == {"article", "statement", "shift"}
    turns = sorted((row.at, row.direction) for row in rows.values() if isinstance(row, Shift))
    assert turns == [
        (articles[1].published_at, "hardening"),
        (articles[2].published_at, "softening"),
    ]


async def test_a_very_long_reading_is_no_rebalance(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """Longer than the group's session: the loop is free meanwhile, as it is for a child process."""

    async def slow(article: Article) -> tuple[Statement, ...]:
        await asyncio.sleep(12 if article.identity == "long" else 0)
        return await extract(article)

    publish(settings, [said("long", 2), said("short", -2)])
    async with working(settings, tmp_path / "tables", slow) as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.registry.value(REBALANCES, stage="extract") == 1
        assert running.health.ready()


async def test_an_extraction_that_is_away_is_waited_for(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    tries = []

    async def away(article: Article) -> tuple[Statement, ...]:
        tries.append(article.id)
        if len(tries) < 3:
            raise Passing("the extraction process can't be started")
        return await extract(article)

    publish(settings, [said("yes", 2)])
    async with working(settings, tmp_path / "tables", away) as running:
        await running.until(lambda: lag(settings, kafka) == 0)
        assert running.outcome("extract")["done"] == 1
    assert len(tries) == 3


async def test_a_worker_that_stands_still_leaves(
    settings: Settings, kafka: AdminClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("processors.faust.worker.MEASURE_SECONDS", 0.5)

    async def never(_article: Article) -> tuple[Statement, ...]:
        await asyncio.Event().wait()
        return ()

    publish(settings, [said("yes", 2)])
    async with working(settings, tmp_path / "tables", never, stalled=2) as running:
        with pytest.raises(Stalled, match="stands still at offset 0 of 1"):
            await running.until(lambda: False)
    assert lag(settings, kafka) == 1


async def test_two_workers_share_and_hand_over(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """A second one joins in the middle, the first one leaves before the end."""
    articles = [said(f"n{number}", 2 if number % 2 else -2, number / 9) for number in range(120)]
    publish(settings, articles[:60])

    async def unhurried(article: Article) -> tuple[Statement, ...]:
        await asyncio.sleep(0.05)
        return await extract(article)

    async with working(settings, tmp_path / "one", unhurried) as one:
        await one.until(lambda: one.outcome("extract")["done"] > 10)
        async with working(settings, tmp_path / "two", unhurried) as two:
            await two.until(lambda: two.health.ready() and one.health.ready())
            publish(settings, articles[60:])
            await two.until(lambda: two.outcome("extract")["done"] > 5)
            one.task.cancel()
            await asyncio.gather(one.task, return_exceptions=True)
            await two.until(lambda: lag(settings, kafka) == 0)
    rows = await asyncio.to_thread(told, settings)
    read = {identifier for kind, identifier in rows if kind == "article"}
    assert read == {each.id for each in articles}
