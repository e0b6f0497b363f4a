"""The tables follow the topics of watches, targets and alerts; the file remembers how far."""

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from runtime.kafka import Record, TopicName
from runtime.kafka.offsets import Place
from runtime.kafka.tailing import Tail
from runtime.settings import Settings
from runtime.sqlite import Database
from search.alerts.kafka.book import watch_of
from search.alerts.kafka.entries import TYPES, named_by
from search.alerts.kafka.restoring import forget, restore
from search.alerts.local import deliveries, outbox, watches
from search.alerts.targets import Target
from wire.watch import Watch

TOPICS: tuple[TopicName, ...] = ("watches", "targets", "alerts")

Apply = Callable[[sqlite3.Connection, Record], None]


class Following:
    """Brings the topics into a file. May be used from any thread; close it.

    `leading`: this file's program delivers, so what waits because of a watch that is removed ends
    here. Everybody else hears of that from the topic of alerts.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        *,
        leading: bool = False,
        also: Mapping[TopicName, Apply] | None = None,
    ) -> None:
        """`also` has what to do with the messages of further topics.

        Raises `WrongTopics` where a topic is missing, `KafkaFailure`, `StorageError`.
        """
        self._database = database
        self._now = now
        self._leading = leading
        self._reader = "alert" if leading else "reader"
        with database.read() as connection:
            begin = places(connection, self._reader)
        further = also or {}
        self._tail = Tail(settings, self._reader, [*TOPICS, *further], begin)
        self._turn = threading.RLock()
        self._apply: dict[TopicName, Apply] = {
            "watches": self._watch,
            "targets": self._target,
            "alerts": _entry,
            **further,
        }

    def step(self, seconds: float) -> list[Record]:
        """Take what comes within some time. Raises `KafkaFailure`, `StorageError`."""
        with self._turn:
            records = self._tail.read(seconds)
            if records:
                with self._database.write() as tx:
                    for record in records:
                        self._apply[record.topic](tx, record)
                    note(tx, self._reader, self._tail.next)
            return records

    def catch_up(self) -> list[Record]:
        """Take all that is there by now, and give it. Raises `KafkaException` besides."""
        found: list[Record] = []
        with self._turn:
            ends = self._tail.ends()
            while not self._tail.reached(ends):
                found += self.step(1.0)
        return found

    def alone(self) -> threading.RLock:
        """Held by whoever must see everything that comes: `step` waits meanwhile elsewhere."""
        return self._turn

    def close(self) -> None:
        """Let the reader go."""
        with self._turn:
            self._tail.close()

    def _watch(self, tx: sqlite3.Connection, record: Record) -> None:
        watch = watch_of(record)
        if watch is None:
            return
        watches.accept(tx, watch)
        if watch.removed and self._leading:
            deliveries.let_go(tx, watch, watches.living(tx), self._now())

    def _target(self, tx: sqlite3.Connection, record: Record) -> None:
        if record.value is None:
            outbox.remove_target(tx, record.key_text)
            if self._leading:
                name, now = record.key_text, self._now()
                deliveries.suppress(tx, "target", name, "target_removed", now)
            return
        target = record.decode_or_warn(Target, "target")
        if target is None:
            return
        known = outbox.target(tx, target.name)
        if known is None or _definition(known) != _definition(target):
            # The same one again says nothing of how it has fared since.
            outbox.put_target(tx, target)


def _definition(target: Target) -> tuple[object, ...]:
    return target.url, target.secret, target.previous_secret, target.rotated_at


def _entry(tx: sqlite3.Connection, record: Record) -> None:
    if record.value is None:
        forget(tx, record.key_text)
        return
    kind, _ = named_by(record.key_text)
    entry = record.decode_or_warn(TYPES[kind], "entry")
    if entry is not None:
        restore(tx, kind, entry)


def places(connection: sqlite3.Connection, reader: str) -> dict[Place, int]:
    """How far a reader of the file has come."""
    rows = connection.execute(
        "SELECT topic, partition, next FROM followed WHERE reader = ?", (reader,)
    )
    return {(topic, partition): following for topic, partition, following in rows}


def note(tx: sqlite3.Connection, reader: str, come: dict[Place, int]) -> None:
    """Remember how far a reader has come, in the transaction of what it has read."""
    tx.executemany(
        "INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?)",
        [(reader, *place, following) for place, following in come.items()],
    )


def watch_in(records: Sequence[Record], identifier: str) -> list[tuple[int, Watch]]:
    """The messages about a watch among these, with their offsets."""
    return [
        (record.offset, watch)
        for record in records
        if record.topic == "watches"
        and record.key_text == identifier
        and (watch := watch_of(record)) is not None
    ]
