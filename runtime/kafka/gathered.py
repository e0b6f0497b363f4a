"""The accounts of all processes in one file, as their topic tells them, and what they add up to."""

import json
import sqlite3
from datetime import datetime, timedelta

from runtime.accounts import SETTLED_SECONDS
from runtime.kafka.accounting import HourAccount
from runtime.kafka.records import Record
from runtime.ledger import Balance
from runtime.metrics.cluster import STAGES
from runtime.sqlite import Migration
from runtime.stamps import stamp

MIGRATIONS = (
    Migration(
        "gathered_accounts",
        1,
        """
        CREATE TABLE gathered_accounts (
          id TEXT PRIMARY KEY,
          process TEXT NOT NULL,
          stage TEXT NOT NULL,
          hour TEXT NOT NULL,
          taken INTEGER NOT NULL,
          done INTEGER NOT NULL,
          dropped TEXT NOT NULL,
          dead INTEGER NOT NULL,
          returned INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX gathered_accounts_hour ON gathered_accounts (hour);

        -- When a process was last heard of: one that has anything under way tells it all the time.
        CREATE TABLE gathered_processes (
          process TEXT PRIMARY KEY,
          heard TEXT NOT NULL
        ) WITHOUT ROWID;
        """,
    ),
)

_TOTALS = """
SELECT stage, min(hour),
  sum(CASE WHEN heard >= :living THEN taken - returned
    ELSE done + dead + (SELECT coalesce(sum(value), 0) FROM json_each(dropped)) END),
  sum(done), sum(dead)
FROM gathered_accounts JOIN gathered_processes USING (process)
WHERE hour >= :since GROUP BY stage
"""

_DROPPED = """
SELECT stage, key, sum(value) FROM gathered_accounts, json_each(dropped)
WHERE hour >= :since GROUP BY stage, key ORDER BY stage, key
"""


def keep_account(tx: sqlite3.Connection, record: Record) -> None:
    """Let the file have what a process tells of one hour."""
    told = record.decode_or_warn(HourAccount, "account")
    if told is None:
        return
    tx.execute(
        "INSERT OR REPLACE INTO gathered_accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(told.id, told.process, told.stage, stamp(told.hour), told.taken, told.done),
            *(json.dumps(told.dropped), told.dead, told.returned),
        ),
    )
    tx.execute(
        "INSERT INTO gathered_processes VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET heard = max(heard, excluded.heard)",
        (told.process, stamp(record.at)),
    )


def totals(
    connection: sqlite3.Connection, now: datetime, since: datetime | None = None
) -> dict[str, Balance]:
    """Each stage over all processes and hours, or the hours from `since` on, in their order.

    An input that went from one process to another came in once. What a process had under way that
    was not heard of for so long as any work takes, others have taken in: it is not missing.
    """
    given = {
        "since": stamp(since.replace(minute=0, second=0, microsecond=0)) if since else "",
        "living": stamp(now - timedelta(seconds=SETTLED_SECONDS)),
    }
    dropped: dict[str, dict[str, int]] = {}
    for stage, reason, n in connection.execute(_DROPPED, given):
        dropped.setdefault(stage, {})[reason] = n
    found = {
        stage: Balance(
            stage=stage,
            hour=datetime.fromisoformat(hour),
            taken=taken,
            done=done,
            dropped=dropped.get(stage, {}),
            dead=dead,
        )
        for stage, hour, taken, done, dead in connection.execute(_TOTALS, given)
    }
    known = [stage for stage in STAGES if stage in found]
    return {stage: found[stage] for stage in [*known, *sorted(found.keys() - set(known))]}
