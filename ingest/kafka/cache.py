"""The topic of feeds as an SQLite file: rebuilt from the topic whenever it is not there."""

import logging
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.kafka.notes import EntryNote, FeedNote, read_key
from ingest.local import MIGRATIONS as INGEST
from ingest.local import SqliteFeedState
from runtime.kafka import Poison, Record, full_name
from runtime.kafka.tailing import Tail
from runtime.settings import Settings
from runtime.sqlite import Database, Migration, first_free

log = logging.getLogger(__name__)

FILE = "feeds.db"
POLL_SECONDS = 1.0

MIGRATIONS = (
    *INGEST,
    Migration(
        "feed_cache",
        1,
        """
        -- Which topic the rows are of, and from where on each partition is still to be read.
        CREATE TABLE feed_topic (id TEXT NOT NULL);
        CREATE TABLE feed_positions (
          partition INTEGER PRIMARY KEY,
          position INTEGER NOT NULL
        );
        """,
    ),
)

SOURCE = "from"
"""The header with who wrote a message: what this process wrote it has in the cache already."""


class FeedCache:
    """The cache of one process. Use as a context manager."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.state = SqliteFeedState(database)
        self.source = secrets.token_hex(8).encode()

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open or create the file. Raises `StorageError`."""
        return cls(Database.open(directory / FILE, MIGRATIONS))

    def belongs_to(self, topic_id: str) -> None:
        """Forget everything that was read from another topic than this one."""
        with self._database.write() as tx:
            known = tx.execute("SELECT id FROM feed_topic").fetchone()
            if known == (topic_id,):
                return
            for table in ("feed_topic", "feed_positions", "feeds", "feed_hours", "entries"):
                tx.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            tx.execute("INSERT INTO feed_topic VALUES (?)", (topic_id,))

    def positions(self) -> Mapping[int, int]:
        """From which offset on each partition is still to be read; nothing for one never read."""
        with self._database.read() as connection:
            return dict(connection.execute("SELECT partition, position FROM feed_positions"))

    def take(self, records: Iterable[Record]) -> int:
        """Apply messages of the topic in one transaction; how many could not be understood.

        Those of this very process only move the position: they are in the cache already, and maybe
        newer.
        """
        odd = 0
        with self._database.write() as tx:
            known = dict(tx.execute("SELECT partition, position FROM feed_positions"))
            for record in records:
                if record.offset < known.get(record.partition, 0):
                    continue  # another process, which shares the file, has read further
                if dict(record.headers).get(SOURCE) != self.source:
                    odd += not self._apply(tx, record)
                tx.execute(
                    "INSERT INTO feed_positions VALUES (?, ?) ON CONFLICT (partition)"
                    " DO UPDATE SET position = max(position, excluded.position)",
                    (record.partition, record.offset + 1),
                )
        return odd

    def _apply(self, tx: sqlite3.Connection, record: Record) -> bool:
        try:
            match read_key(record.key_text):
                case ("feed", url):
                    if record.value is None:
                        self.state.forget_in(tx, url)
                    else:
                        note = record.decode(FeedNote)
                        self.state.restore(tx, note.feed, note.hours)
                case ("entry", domain, identity):
                    if record.value is None:
                        self.state.unmark(tx, domain, identity)
                    else:
                        self.state.mark_seen(tx, record.decode(EntryNote).entry)
                case _:
                    raise Poison("malformed", f"key {record.key_text[:80]!r}")
        except Poison as error:
            log.error("of the feeds' topic, %s is left aside: %s", record.position, error)
            return False
        return True

    def catch_up(self, settings: Settings) -> None:
        """Read the topic to its end, for a program that is in no group. Raises `KafkaFailure`."""
        topic = full_name(settings, "feeds")
        begin = {(topic, number): at for number, at in self.positions().items()}
        with Tail(settings, "feeds", ["feeds"], begin) as tail:
            ends = tail.ends()
            while not tail.reached(ends):
                if records := tail.read(POLL_SECONDS):
                    self.take(records)

    def hours(self, url: str) -> tuple[datetime, ...]:
        """The hours in which a feed had news."""
        return tuple(self.state.hours(url))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


MOST_PROCESSES = 100


def own_directory(stack: ExitStack, parent: Path, command: str, since: datetime) -> Path:
    """The first directory below `parent` that no other process has; locked until `stack` ends.

    Several ingest processes may be started alike on one machine: each has its own cache. Raises
    `DirectoryLocked` when there are a hundred, `StorageError`.
    """
    places = (parent / f"ingest-{number}" for number in range(MOST_PROCESSES))
    return first_free(stack, places, command, since)
