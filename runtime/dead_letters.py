"""Where inputs go that a stage could not take: kept whole, listed, replayed."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from runtime.sqlite import Database, Migration
from runtime.stamps import stamp
from wire.dead_letter import ERROR_CLASSES, MAX_TEXT, STAGES, DeadLetter, ErrorClass, Stage

_Name = TypeVar("_Name", bound=str)

MIGRATIONS = (
    Migration(
        "dead_letters",
        1,
        """
        CREATE TABLE dead_letters (
          id TEXT PRIMARY KEY,
          stage TEXT NOT NULL,
          error TEXT NOT NULL,
          text TEXT NOT NULL,
          original BLOB NOT NULL,
          position TEXT NOT NULL,
          key TEXT NOT NULL,
          headers TEXT NOT NULL,
          article_id TEXT,
          feed TEXT,
          attempts INTEGER NOT NULL,
          first_failed_at TEXT NOT NULL,
          last_failed_at TEXT NOT NULL,
          replayed_at TEXT
        );
        CREATE INDEX dead_letters_by_time ON dead_letters (last_failed_at, id);
        CREATE INDEX dead_letters_by_article ON dead_letters (article_id);
        """,
    ),
)

COLUMNS = (
    "id, stage, error, text, original, position, key, headers, article_id, feed,"
    " attempts, first_failed_at, last_failed_at, replayed_at"
)

PUT = f"""
INSERT INTO dead_letters ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  attempts = attempts + 1,
  error = excluded.error,
  text = excluded.text,
  first_failed_at = min(first_failed_at, excluded.first_failed_at),
  last_failed_at = max(last_failed_at, excluded.last_failed_at),
  replayed_at = NULL
"""  # noqa: S608  # only our own column names


class DeadLetters:
    """The dead letters of one database; changes take part in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tx: sqlite3.Connection, letter: DeadLetter) -> None:
        """Keep a letter; one that is there already (same id) has failed once more."""
        tx.execute(
            PUT,
            (
                letter.id,
                letter.stage,
                letter.error,
                letter.text[:MAX_TEXT],
                letter.original,
                letter.position,
                letter.key,
                json.dumps(letter.headers, sort_keys=True),
                letter.article_id,
                letter.feed,
                letter.attempts,
                stamp(letter.first_failed_at),
                stamp(letter.last_failed_at),
                stamp(letter.replayed_at) if letter.replayed_at else None,
            ),
        )

    def get(self, identifier: str) -> DeadLetter | None:
        """The letter with this id."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM dead_letters WHERE id = ?",  # noqa: S608
                (identifier,),
            ).fetchone()
        return _letter(row) if row else None

    def list(
        self,
        *,
        stage: Stage | None = None,
        error: ErrorClass | None = None,
        feed: str | None = None,
        since: datetime | None = None,
        replayed: bool | None = False,
        limit: int = 100,
    ) -> list[DeadLetter]:
        """Letters that fit all that is given, the newest failure first.

        `replayed` False leaves out those that were replayed, True gives only those, None both.
        """
        wanted: list[tuple[str, object]] = []
        if stage is not None:
            wanted.append(("stage = ?", stage))
        if error is not None:
            wanted.append(("error = ?", error))
        if feed is not None:
            wanted.append(("feed = ?", feed))
        if since is not None:
            wanted.append(("last_failed_at >= ?", stamp(since)))
        if replayed is not None:
            wanted.append(("(replayed_at IS NOT NULL) = ?", int(replayed)))
        where = " AND ".join(condition for condition, _ in wanted) or "1"
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM dead_letters WHERE {where}"  # noqa: S608
                " ORDER BY last_failed_at DESC, id LIMIT ?",
                (*(value for _, value in wanted), limit),
            ).fetchall()
        return [_letter(row) for row in rows]

    def waiting(self) -> dict[tuple[Stage, ErrorClass], int]:
        """How many wait for a replay, by stage and class of error."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT stage, error, count(*) FROM dead_letters"
                " WHERE replayed_at IS NULL GROUP BY stage, error ORDER BY stage, error"
            ).fetchall()
        return {
            (_known(stage, STAGES), _known(error, ERROR_CLASSES)): count
            for stage, error, count in rows
        }

    def mark_replayed(self, tx: sqlite3.Connection, identifier: str, at: datetime) -> bool:
        """Note that the letter went through its stage; False if there is no such letter."""
        done = tx.execute(
            "UPDATE dead_letters SET replayed_at = ? WHERE id = ?", (stamp(at), identifier)
        )
        return done.rowcount == 1

    def erase(self, tx: sqlite3.Connection, article_id: str) -> int:
        """Delete every letter of an article that was taken down; gives how many."""
        return tx.execute("DELETE FROM dead_letters WHERE article_id = ?", (article_id,)).rowcount

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Delete letters that failed last before a moment; gives how many."""
        return tx.execute(
            "DELETE FROM dead_letters WHERE last_failed_at < ?", (stamp(before),)
        ).rowcount


def _letter(row: tuple[object, ...]) -> DeadLetter:
    named = dict(zip(COLUMNS.replace(" ", "").split(","), row, strict=True))
    times = ("first_failed_at", "last_failed_at", "replayed_at")
    moments = {name: datetime.fromisoformat(str(named[name])) for name in times if named[name]}
    headers: dict[str, str] = json.loads(str(named["headers"]))
    return DeadLetter(**{**named, **moments, "headers": headers})  # type: ignore[arg-type]


def _known(name: str, names: Sequence[_Name]) -> _Name:
    return next(each for each in names if each == name)
