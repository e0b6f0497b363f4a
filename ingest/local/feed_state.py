"""`FeedState` in SQLite."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import cast

from ingest.decide.entries import Outcome, Remembered
from ingest.decide.health import FeedMemory
from ingest.decide.silence import forgotten_before
from ingest.state import SeenMark
from runtime.sqlite import Database, Migration

MIGRATIONS = (
    Migration(
        "ingest",
        1,
        """
        CREATE TABLE feeds (
          url TEXT PRIMARY KEY,
          title TEXT NOT NULL,
          etag TEXT,
          last_modified TEXT,
          moved_to TEXT,
          status INTEGER,
          error TEXT,
          failures INTEGER NOT NULL,
          gone INTEGER NOT NULL,
          guids_repeat INTEGER NOT NULL,
          last_attempt_at TEXT,
          last_success_at TEXT,
          last_new_at TEXT,
          next_poll_at TEXT
        ) WITHOUT ROWID;
        CREATE TABLE entries (
          outlet_domain TEXT NOT NULL,
          identity TEXT NOT NULL,
          article_id TEXT,
          first_seen_at TEXT NOT NULL,
          entry_hash TEXT NOT NULL,
          content_hash TEXT NOT NULL,
          outcome TEXT NOT NULL CHECK (outcome IN ('article', 'dropped', 'dead', 'waiting')),
          attempts INTEGER NOT NULL,
          PRIMARY KEY (outlet_domain, identity)
        ) WITHOUT ROWID;
        """,
    ),
    Migration(
        "ingest",
        2,
        """
        -- The hours (UTC) in which a feed had something new: its habit.
        CREATE TABLE feed_hours (
          url TEXT NOT NULL,
          hour TEXT NOT NULL,
          PRIMARY KEY (url, hour)
        ) WITHOUT ROWID;
        """,
    ),
    Migration(
        "ingest",
        3,
        """
        -- When the text that is known was fetched; nothing where an earlier version noted it.
        ALTER TABLE entries ADD COLUMN fetched_at TEXT;
        """,
    ),
)

_COLUMNS = tuple(field.name for field in fields(FeedMemory))
_TIMES = frozenset({"last_attempt_at", "last_success_at", "last_new_at", "next_poll_at"})
_FLAGS = frozenset({"gone", "guids_repeat"})

_FEEDS = f"SELECT {', '.join(_COLUMNS)} FROM feeds"  # noqa: S608 - our own column names
_SAVE = (
    f"INSERT OR REPLACE INTO feeds ({', '.join(_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)

_MARK = """
INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (outlet_domain, identity) DO UPDATE SET
  article_id = coalesce(excluded.article_id, article_id),
  entry_hash = coalesce(nullif(excluded.entry_hash, ''), entry_hash),
  content_hash = coalesce(nullif(excluded.content_hash, ''), content_hash),
  outcome = excluded.outcome,
  attempts = excluded.attempts,
  fetched_at = coalesce(excluded.fetched_at, fetched_at)
"""


class SqliteFeedState:
    """What is remembered of feeds and entries, in the tables of `MIGRATIONS`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def feeds(self) -> Sequence[FeedMemory]:
        """What is remembered of every feed that was ever asked, by address."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_FEEDS} ORDER BY url").fetchall()
        return [_memory(row) for row in rows]

    def feed(self, url: str) -> FeedMemory:
        """What is remembered of a feed; an empty memory for one that was never asked."""
        with self._database.read() as connection:
            row = connection.execute(f"{_FEEDS} WHERE url = ?", (url,)).fetchone()
        return FeedMemory(url=url) if row is None else _memory(row)

    def save_feed(self, memory: FeedMemory) -> None:
        """Remember a feed, in a transaction of its own, and the hour in which it had news."""
        new = memory.last_new_at
        with self._database.write() as tx:
            self._put(tx, memory)
            if new is not None:
                hour = new.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
                tx.execute(
                    "INSERT OR IGNORE INTO feed_hours VALUES (?, ?)", (memory.url, _stored(hour))
                )
                tx.execute(
                    "DELETE FROM feed_hours WHERE url = ? AND hour < ?",
                    (memory.url, _stored(forgotten_before(hour))),
                )

    def restore(
        self, tx: sqlite3.Connection, memory: FeedMemory, hours: Iterable[datetime]
    ) -> None:
        """Remember a feed as it was remembered elsewhere, with its hours of news."""
        self._put(tx, memory)
        tx.execute("DELETE FROM feed_hours WHERE url = ?", (memory.url,))
        rows = [(memory.url, _stored(hour)) for hour in hours]
        tx.executemany("INSERT OR IGNORE INTO feed_hours VALUES (?, ?)", rows)

    def hours(self, url: str) -> Sequence[datetime]:
        """The beginnings of the hours (UTC) in which a feed had news, of the last weeks."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT hour FROM feed_hours WHERE url = ? ORDER BY hour", (url,)
            )
            return [datetime.fromisoformat(hour) for (hour,) in rows]

    def forget_feed(self, url: str) -> None:
        """Forget a feed, so that it is asked as if for the first time. Its entries stay seen."""
        with self._database.write() as tx:
            self.forget_in(tx, url)

    def forget_in(self, tx: sqlite3.Connection, url: str) -> None:
        """Forget a feed in the caller's transaction."""
        tx.execute("DELETE FROM feeds WHERE url = ?", (url,))
        tx.execute("DELETE FROM feed_hours WHERE url = ?", (url,))

    def entry(self, outlet_domain: str, identity: str) -> Remembered | None:
        """What is remembered of an entry."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT article_id, first_seen_at, entry_hash, content_hash, outcome, attempts,"
                " fetched_at FROM entries WHERE outlet_domain = ? AND identity = ?",
                (outlet_domain, identity),
            ).fetchone()
        if row is None:
            return None
        article_id, first_seen_at, entry_hash, content_hash, outcome, attempts, fetched_at = row
        return Remembered(
            article_id=article_id,
            first_seen_at=datetime.fromisoformat(first_seen_at),
            entry_hash=entry_hash,
            content_hash=content_hash,
            outcome=cast("Outcome", outcome),
            attempts=attempts,
            fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
        )

    def first_seen(self, outlet_domain: str, identity: str) -> datetime | None:
        """When an entry was first seen."""
        known = self.entry(outlet_domain, identity)
        return None if known is None else known.first_seen_at

    def mark_seen(self, tx: sqlite3.Connection, mark: SeenMark) -> None:
        """Mark an entry in the caller's transaction. The first sight of an earlier mark stays."""
        values = (
            mark.outlet_domain,
            mark.identity,
            mark.article_id,
            _stored(mark.first_seen_at),
            mark.entry_hash,
            mark.content_hash,
            mark.outcome,
            mark.attempts,
            _stored(mark.fetched_at),
        )
        tx.execute(_MARK, values)

    def unmark(self, tx: sqlite3.Connection, outlet_domain: str, identity: str) -> None:
        """Forget an entry: it is new again where a feed still lists it."""
        tx.execute(
            "DELETE FROM entries WHERE outlet_domain = ? AND identity = ?",
            (outlet_domain, identity),
        )

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Forget the marks of entries that were first seen before; how many.

        An entry that a feed still lists is new again then: give a time that lies further back than
        what any feed lists. What waits for another attempt is kept.
        """
        return tx.execute(
            "DELETE FROM entries WHERE first_seen_at < ? AND outcome != 'waiting'",
            (_stored(before),),
        ).rowcount

    def settle(self, mark: SeenMark) -> None:
        """Mark an entry of which nothing else is to be stored, in a transaction of its own."""
        with self._database.write() as tx:
            self.mark_seen(tx, mark)

    def _put(self, tx: sqlite3.Connection, memory: FeedMemory) -> None:
        tx.execute(_SAVE, [_stored(getattr(memory, name)) for name in _COLUMNS])


def _stored(value: str | float | datetime | None) -> str | float | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def _memory(row: tuple[object, ...]) -> FeedMemory:
    named = dict(zip(_COLUMNS, row, strict=True))
    times = {
        name: datetime.fromisoformat(str(named[name])) for name in _TIMES if named[name] is not None
    }
    flags = {name: bool(named[name]) for name in _FLAGS}
    return FeedMemory(**{**named, **times, **flags})  # type: ignore[arg-type]
