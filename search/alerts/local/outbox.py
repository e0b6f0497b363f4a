"""The waiting messages and the targets: what is due where, and what became of it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from search.alerts.notice import Notice
from search.alerts.targets import Target
from search.index.local.times import stamp
from wire.codec import decode, encode


@dataclass(frozen=True)
class Waiting:
    """A message that is to be sent; `attempts` were made since `first_attempt`."""

    notice: Notice
    digest: bool
    due: str
    attempts: int
    first_attempt: datetime | None


@dataclass(frozen=True)
class End:
    """How a message ended, and why it was not delivered."""

    state: Literal["delivered", "failed", "suppressed"]
    why: str = ""


@dataclass(frozen=True)
class Until:
    """When a message may be tried again; `tried` says whether it was tried just now."""

    at: datetime
    tried: bool


def target(connection: sqlite3.Connection, name: str) -> Target | None:
    """A target by its name."""
    found = connection.execute("SELECT body FROM targets WHERE name = ?", (name,)).fetchone()
    return decode(found[0], Target) if found else None


def targets(connection: sqlite3.Connection) -> list[Target]:
    """All targets, by name."""
    rows = connection.execute("SELECT body FROM targets ORDER BY name")
    return [decode(body, Target) for (body,) in rows]


def put_target(tx: sqlite3.Connection, each: Target) -> None:
    """Keep a target under its name."""
    tx.execute("INSERT OR REPLACE INTO targets VALUES (?, ?)", (each.name, encode(each)))


def remove_target(tx: sqlite3.Connection, name: str) -> None:
    """Forget a target with its secrets."""
    tx.execute("DELETE FROM targets WHERE name = ?", (name,))


def due_targets(connection: sqlite3.Connection, now: datetime) -> list[str]:
    """The names of the targets that something is due for."""
    rows = connection.execute(
        "SELECT DISTINCT target FROM deliveries WHERE state = 'waiting' AND due <= ?1"
        " AND coalesce(retry_at, '') <= ?1 ORDER BY target",
        (stamp(now),),
    )
    return [name for (name,) in rows]


def batch(connection: sqlite3.Connection, name: str, now: datetime) -> tuple[Waiting, ...]:
    """What is to be sent to a target next: one message, or all that go in one digest."""
    rows = connection.execute(
        "SELECT body, digest, due, attempts, first_attempt FROM deliveries"
        " WHERE target = ?1 AND state = 'waiting' AND due <= ?2"
        " AND coalesce(retry_at, '') <= ?2 ORDER BY due, alert_id, version",
        (name, stamp(now)),
    ).fetchall()
    found = [
        Waiting(
            notice=decode(body, Notice),
            digest=bool(digest),
            due=due,
            attempts=attempts,
            first_attempt=datetime.fromisoformat(first) if first else None,
        )
        for body, digest, due, attempts, first in rows
    ]
    if not found or not found[0].digest:
        return tuple(found[:1])
    return tuple(each for each in found if each.digest and each.due == found[0].due)


def sent_in_the_hour(connection: sqlite3.Connection, name: str, now: datetime) -> int:
    """How many messages of their own, digests not counted, a target had in the last hour."""
    (number,) = connection.execute(
        "SELECT count(*) FROM deliveries"
        " WHERE target = ? AND state = 'delivered' AND NOT digest AND done_at > ?",
        (name, stamp(now - timedelta(hours=1))),
    ).fetchone()
    return int(number)


def done(
    tx: sqlite3.Connection, name: str, rows: Sequence[Waiting], end: End, now: datetime
) -> None:
    """The end of messages. Their words are let go."""
    tx.executemany(
        "UPDATE deliveries SET state = ?, why = ?, done_at = ?, body = ''"
        " WHERE alert_id = ? AND version = ? AND target = ? AND state = 'waiting'",
        [(end.state, end.why, stamp(now), *_place(each, name)) for each in rows],
    )


def hold(
    tx: sqlite3.Connection, name: str, rows: Sequence[Waiting], now: datetime, until: Until
) -> None:
    """Messages that could not be delivered wait on."""
    tx.executemany(
        "UPDATE deliveries SET retry_at = ?, attempts = attempts + ?,"
        " first_attempt = coalesce(first_attempt, ?)"
        " WHERE alert_id = ? AND version = ? AND target = ?",
        [(stamp(until.at), int(until.tried), stamp(now), *_place(each, name)) for each in rows],
    )


def into_digest(tx: sqlite3.Connection, name: str, now: datetime) -> None:
    """Let all single messages that are due wait for the full hour's digest."""
    full = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    tx.execute(
        "UPDATE deliveries SET digest = 1, due = ?"
        " WHERE target = ? AND state = 'waiting' AND NOT digest AND due <= ?",
        (stamp(full), name, stamp(now)),
    )


def _place(row: Waiting, name: str) -> tuple[str, int, str]:
    return row.notice.alert.id, row.notice.alert.version, name
