"""The account of every stage: what came in is done, dropped for a reason, or dead. Nothing is lost.

Counts are kept by the hour of the input's own time, so that a replay or a backfill is counted where
it belongs, and are written in the transaction that has the input's effects.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from runtime.sqlite import Database, Migration
from wire.dead_letter import Stage

Outcome = Literal["in", "done", "dropped", "dead"]

MIGRATIONS = (
    Migration(
        "ledger",
        1,
        """
        CREATE TABLE ledger (
          stage TEXT NOT NULL,
          hour TEXT NOT NULL,
          outcome TEXT NOT NULL CHECK (outcome IN ('in', 'done', 'dropped', 'dead')),
          reason TEXT NOT NULL,
          n INTEGER NOT NULL,
          PRIMARY KEY (stage, hour, outcome, reason)
        ) WITHOUT ROWID;
        """,
    ),
)


@dataclass(frozen=True)
class Balance:
    """One stage in one hour; `hour` is its beginning in UTC, `dropped` counts by reason."""

    stage: str
    hour: datetime
    taken: int = 0
    done: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    dead: int = 0

    @property
    def missing(self) -> int:
        """Inputs that are unaccounted for: in - done - dropped - dead; below zero, counted twice.

        Inputs under way are missing until their effects are stored.
        """
        return self.taken - self.done - sum(self.dropped.values()) - self.dead

    @property
    def balanced(self) -> bool:
        """Whether in = done + dropped + dead."""
        return self.missing == 0


class Ledger:
    """The account in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(
        self,
        tx: sqlite3.Connection,
        stage: Stage,
        hour: datetime,
        outcome: Outcome,
        reason: str = "",
        *,
        n: int = 1,
    ) -> None:
        """Add `n` inputs; `hour` is any moment within the hour.

        Raises `ValueError` for a drop without a reason, or a reason where nothing was dropped.
        """
        if (outcome == "dropped") != bool(reason):
            raise ValueError(f"a reason belongs to what was dropped: {outcome!r}, {reason!r}")
        tx.execute(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (stage, hour, outcome, reason) DO UPDATE SET n = n + excluded.n",
            (stage, _hour(hour), outcome, reason, n),
        )

    def balance(self, stage: Stage | None = None) -> list[Balance]:
        """The account, by stage and hour."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT stage, hour, outcome, reason, n FROM ledger"
                " WHERE ?1 IS NULL OR stage = ?1 ORDER BY stage, hour, outcome, reason",
                (stage,),
            ).fetchall()
        return _balances(rows)

    def totals(self, since: datetime | None = None) -> dict[str, Balance]:
        """Each stage over all its hours, or those from `since` on; `hour` is the first of them."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT stage, min(hour), outcome, reason, sum(n) FROM ledger"
                " WHERE ?1 IS NULL OR hour >= ?1 GROUP BY stage, outcome, reason"
                " ORDER BY stage, outcome, reason",
                (_hour(since) if since else None,),
            ).fetchall()
        return totals(_balances(rows))

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Forget the hours before this one; how many rows. Each hour adds up by itself."""
        return tx.execute("DELETE FROM ledger WHERE hour < ?", (_hour(before),)).rowcount


def totals(rows: Iterable[Balance]) -> dict[str, Balance]:
    """Each stage over all its hours; `hour` is the first of them."""
    summed: dict[str, Balance] = {}
    for row in rows:
        before = summed.get(row.stage, Balance(row.stage, row.hour))
        reasons = before.dropped.keys() | row.dropped.keys()
        summed[row.stage] = Balance(
            stage=row.stage,
            hour=min(before.hour, row.hour),
            taken=before.taken + row.taken,
            done=before.done + row.done,
            dropped={
                reason: before.dropped.get(reason, 0) + row.dropped.get(reason, 0)
                for reason in sorted(reasons)
            },
            dead=before.dead + row.dead,
        )
    return summed


def _balances(rows: Iterable[tuple[str, str, str, str, int]]) -> list[Balance]:
    counts: dict[tuple[str, str], dict[str, int]] = {}
    dropped: dict[tuple[str, str], dict[str, int]] = {}
    for name, hour, outcome, reason, n in rows:
        place = (name, hour)
        counts.setdefault(place, {})
        if outcome == "dropped":
            dropped.setdefault(place, {})[reason] = n
        else:
            counts[place][outcome] = n
    return [
        Balance(
            stage=name,
            hour=datetime.fromisoformat(hour),
            taken=found.get("in", 0),
            done=found.get("done", 0),
            dropped=dropped.get((name, hour), {}),
            dead=found.get("dead", 0),
        )
        for (name, hour), found in counts.items()
    ]


def _hour(moment: datetime) -> str:
    beginning = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return beginning.isoformat(timespec="minutes")
