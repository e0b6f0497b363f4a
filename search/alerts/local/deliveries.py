"""Deliveries in the store: one row for each message to one target, from waiting to done."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from search.alerts.difference import Change
from search.alerts.notice import Notice
from search.alerts.policy import Due, Why
from search.index.local.times import stamp
from wire.codec import decode, encode
from wire.watch import Watch


@dataclass(frozen=True)
class Waiting:
    """A message that is to be sent; `attempts` were made since `first_attempt`."""

    notice: Notice
    target: str
    digest: bool
    due: datetime
    attempts: int = 0
    first_attempt: datetime | None = None


def is_told(connection: sqlite3.Connection, change: Change, target: str) -> bool:
    """Whether the target knows the alert, or will when what waits is sent."""
    names = (change.alert.id, change.alert.replaces or change.alert.id)
    found = connection.execute(
        "SELECT 1 FROM deliveries WHERE alert_id IN (?, ?) AND target = ?"
        " AND state IN ('waiting', 'delivered')",
        (*names, target),
    )
    return found.fetchone() is not None


def put(tx: sqlite3.Connection, change: Change, watch: Watch, target: str, due: Due) -> bool:
    """Let a message wait for its time; False where another watch has brought the same."""
    notice = Notice(alert=change.alert, watch=watch.name, what=change.what, says=change.says)
    cursor = tx.execute(
        "INSERT OR IGNORE INTO deliveries"
        " (alert_id, version, target, watch_id, state, what, says, digest, due, body)"
        " VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)",
        (
            *(change.alert.id, change.alert.version, target, watch.id),
            *(change.what, change.says, due.digest, stamp(due.at), encode(notice)),
        ),
    )
    return cursor.rowcount == 1


def due(connection: sqlite3.Connection, target: str, now: datetime, limit: int) -> list[Waiting]:
    """What is to be sent to a target now, what waits longest first."""
    rows = connection.execute(
        "SELECT body, target, digest, due, attempts, first_attempt FROM deliveries"
        " WHERE target = ? AND state = 'waiting' AND due <= ?"
        " ORDER BY due, alert_id, version LIMIT ?",
        (target, stamp(now), limit),
    )
    return [
        Waiting(
            notice=decode(body, Notice),
            target=name,
            digest=bool(digest),
            due=datetime.fromisoformat(at),
            attempts=attempts,
            first_attempt=datetime.fromisoformat(first) if first else None,
        )
        for body, name, digest, at, attempts, first in rows
    ]


def targets_due(connection: sqlite3.Connection, now: datetime) -> list[str]:
    """The targets for which something is due."""
    rows = connection.execute(
        "SELECT DISTINCT target FROM deliveries WHERE state = 'waiting' AND due <= ?"
        " ORDER BY target",
        (stamp(now),),
    )
    return [name for (name,) in rows]


def sent_since(connection: sqlite3.Connection, target: str, moment: datetime) -> int:
    """How many messages of their own (digests not counted) a target was sent since a moment."""
    (number,) = connection.execute(
        "SELECT count(*) FROM deliveries"
        " WHERE target = ? AND state = 'delivered' AND NOT digest AND done_at > ?",
        (target, stamp(moment)),
    ).fetchone()
    return int(number)


def done(
    tx: sqlite3.Connection, row: Waiting, state: str, now: datetime, why: Why | str = ""
) -> None:
    """The end of a message: delivered, failed or suppressed. Its words are let go."""
    tx.execute(
        "UPDATE deliveries SET state = ?, why = ?, done_at = ?, body = '',"
        " attempts = attempts + 1, first_attempt = coalesce(first_attempt, ?)"
        " WHERE alert_id = ? AND version = ? AND target = ? AND state = 'waiting'",
        (state, why, stamp(now), stamp(now), *_place(row)),
    )


def later(tx: sqlite3.Connection, row: Waiting, at: datetime, tried: datetime | None) -> None:
    """Let a message wait on; `tried` is when an attempt failed, None where none was made."""
    tx.execute(
        "UPDATE deliveries SET due = ?, attempts = attempts + ?,"
        " first_attempt = coalesce(first_attempt, ?)"
        " WHERE alert_id = ? AND version = ? AND target = ?",
        (stamp(at), int(tried is not None), stamp(tried) if tried else None, *_place(row)),
    )


def into_digest(tx: sqlite3.Connection, row: Waiting, at: datetime) -> None:
    """Let a message go with a summary instead of by itself."""
    tx.execute(
        "UPDATE deliveries SET due = ?, digest = 1"
        " WHERE alert_id = ? AND version = ? AND target = ?",
        (stamp(at), *_place(row)),
    )


def suppress(tx: sqlite3.Connection, column: str, value: str, why: Why, now: datetime) -> int:
    """End all that waits for a watch, a target or an alert; how many messages that were."""
    assert column in {"watch_id", "target", "alert_id"}
    return tx.execute(
        f"UPDATE deliveries SET state = 'suppressed', why = ?, done_at = ?, body = ''"  # noqa: S608
        f" WHERE {column} = ? AND state = 'waiting'",
        (why, stamp(now), value),
    ).rowcount


def _place(row: Waiting) -> tuple[str, int, str]:
    return row.notice.alert.id, row.notice.alert.version, row.target
