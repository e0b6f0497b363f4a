"""What the tests of the work role share: articles in, a worker as users start it, topics out."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import msgspec
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient

from ingest.state import SeenMark
from parley.benchmarks.texts import articles_of
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from processors.faust.app import GROUP
from runtime.clock import SystemClock
from runtime.kafka import Publisher, Record, TopicName, full_name, headers_of
from runtime.kafka.clients import Complaints, reader
from runtime.kafka.groups import committed
from runtime.kafka.offsets import Place, ends
from runtime.kafka.topics import TOPICS
from runtime.settings import Settings
from search.verdicts.local import Verdicts
from tests.cluster.roles import environment_of
from tests.fakes import quick_worker
from wire import Article, DeadLetter, Reading, Shift, Statement, codec

PATIENCE = 90.0

WORK = ("parley.main", "work")
QUICK = ("tests.fakes.quick_worker",)
"""Modules that are workers when they are run."""

Rows = dict[tuple[str, str], Any]


def news(number: int | None = None) -> list[Article]:
    """Articles of the bundled newsrooms, revisions and copies among them."""
    return articles_of(None, SystemClock().now())[:number]


def publish(settings: Settings, articles: Iterable[Article]) -> None:
    """As ingest publishes them."""
    with Publisher(settings, "test") as publisher:
        sent = [
            publisher.send(
                "articles",
                each.id,
                codec.encode(each),
                headers_of("article", article=each.id),
            )
            for each in articles
        ]
        for future in sent:
            future.result(PATIENCE)


def lags(settings: Settings, client: AdminClient) -> dict[Place, int]:
    """Messages of the inputs that the group has not committed, by partition."""
    places = [
        (full_name(settings, name), number)
        for name in ("articles", "positions", "verdicts")
        for number in range(settings.partitions)
    ]
    done = committed(settings, GROUP, places)
    return {place: end - done.get(place, 0) for place, end in ends(client, places).items()}


def lag(settings: Settings, client: AdminClient) -> int:
    """All of them together."""
    return sum(lags(settings, client).values())


def until(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"waited {patience:.0f} s: {what}"
        time.sleep(0.1)


def until_worked(settings: Settings, client: AdminClient, *workers: "RunningWorker") -> None:
    """Wait until both inputs are worked; a worker that has ended meanwhile is a failure."""

    def worked() -> bool:
        for worker in workers:
            assert worker.process.poll() is None, worker.said()
        return lag(settings, client) == 0

    try:
        until(worked, "the inputs are not worked")
    except AssertionError as late:
        heard = "\n".join(worker.said() for worker in workers)
        raise AssertionError(
            f"{late}; {lags(settings, client)}; the workers said:\n{heard}"
        ) from late


def records(settings: Settings, name: TopicName) -> list[Record]:
    """All messages of a topic, in the order of their partitions."""
    consumer: Consumer = reader(settings, Complaints(settings), "test")
    full, found = full_name(settings, name), []
    try:
        for number in range(TOPICS[name].count(settings)):
            first, end = consumer.get_watermark_offsets(TopicPartition(full, number), timeout=30)
            consumer.assign([TopicPartition(full, number, first)])
            while first < end:
                message = consumer.poll(10)
                assert message is not None
                if message.error() is None:
                    found.append(Record.of(settings, message))
                    first = found[-1].offset + 1
    finally:
        consumer.close()
    return found


def letters(settings: Settings) -> list[DeadLetter]:
    """The dead letters."""
    return [each.decode(DeadLetter) for each in records(settings, "dead-letters")]


def keep(rows: Rows, kind: str, row: Any) -> None:
    """What a store does that keeps the highest version of each row."""
    known = rows.get((kind, row.id))
    if known is None or known.version <= row.version:
        rows[kind, row.id] = row


def standing(rows: Rows) -> Rows:
    """The rows that hold, without what tells of the way: counters of shifts, stamps of stages."""
    held = {}
    for (kind, identifier), row in rows.items():
        if row.removed:
            continue
        if kind == "article":
            row = msgspec.structs.replace(row, stamps={})  # noqa: PLW2901
        if kind == "shift":
            row = msgspec.structs.replace(row, version=1)  # noqa: PLW2901
        held[kind, identifier] = row
    return held


def told(settings: Settings) -> Rows:
    """What a reader of the outputs holds, who keeps the highest version of each row."""
    rows: Rows = {}
    for record in records(settings, "statements"):
        reading = record.decode(Reading)
        keep(rows, "article", reading.article)
        for row in reading.statements:
            keep(rows, "statement", row)
    for record in records(settings, "shifts"):
        keep(rows, "shift", record.decode(Shift))
    return standing(rows)


class Reader(Protocol):
    """Who reads articles for the local shell."""

    async def extract(self, article: Article) -> tuple[Statement, ...]:
        """The statements."""
        ...


class QuickReader:
    """Reads as the quick worker does."""

    async def extract(self, article: Article) -> tuple[Statement, ...]:
        return await quick_worker.extract(article)


def of_the_local_shell(
    folder: Path,
    articles: Sequence[Article],
    *,
    quick: bool = False,
    judge: Callable[[Verdicts], None] = lambda _verdicts: None,
) -> Rows:
    """What the local shell holds of the same articles, read by the child or as a quick worker.

    `judge` gives verdicts at the end.
    """

    async def through(reader: Reader) -> None:
        pipeline = Pipeline(store, reader, SystemClock())  # type: ignore[arg-type]
        for each in articles:
            assert await pipeline.accept(each, SeenMark.of(each))
        pipeline.close()

    async def read() -> None:
        if quick:
            await through(QuickReader())
            return
        async with ExtractionProcess("fast") as extraction:
            await through(extraction)

    with LocalStore.open(folder, SystemClock()) as store:
        asyncio.run(read())
        judge(store.verdicts)
        rows = {
            (kind, row.id): row
            for kind in ("article", "statement", "shift")
            for row in store.index.scan(kind)  # type: ignore[arg-type]
        }
    return standing(rows)


@dataclass
class RunningWorker:
    """`parley work` as a process of its own; what it says is kept."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = threading.Thread(target=self._listen, daemon=True)

    @classmethod
    def start(
        cls, settings: Settings, program: Sequence[str] = WORK, **environment: str
    ) -> "RunningWorker":
        """Start one on the settings' servers and prefix, in their data directory."""
        process = subprocess.Popen(
            [sys.executable, "-m", *program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment_of(settings) | environment,
        )
        worker = cls(process)
        worker.listener.start()
        return worker

    def said(self) -> str:
        """All that it has written so far."""
        return "".join(self.lines)

    def kill(self) -> None:
        """As the kernel does when memory runs out."""
        self.process.kill()
        self.process.wait()
        self._closed()

    def stop(self) -> float:
        """As an operator does; gives how long it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0, self.said()
        self._closed()
        return time.monotonic() - began

    def _closed(self) -> None:
        self.listener.join(PATIENCE)
        assert self.process.stderr is not None
        self.process.stderr.close()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
