"""The waiting messages and the targets: what is due where, and what became of it."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from runtime.stamps import stamp
from search.alerts.notice import Notice
from search.alerts.retrying import LONGEST_WAIT
from search.alerts.targets import Target
from wire.alert import Alert
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


HERE = "parley:here"
"""The target of a canary that is sent to nobody: it has arrived when the courier takes it."""

DIGEST = 100
"""Messages in one digest: receivers refuse bodies of several megabytes."""

DUE = """state = 'waiting' AND (at_once OR due <= :now)
 AND (retry_at IS NULL OR retry_at <= :now OR retry_at > :late)"""
"""A retry that lies further ahead than any pause was planned by a clock that has been set back."""

WAITING = f"""SELECT body, digest, due, attempts, first_attempt FROM deliveries
 WHERE target = :name AND {DUE}"""  # noqa: S608


def due_targets(connection: sqlite3.Connection, now: datetime) -> list[str]:
    """The names of the targets that something is due for."""
    rows = connection.execute(
        f"SELECT DISTINCT target FROM deliveries WHERE {DUE} ORDER BY target",  # noqa: S608
        _moment(now),
    )
    return [name for (name,) in rows]


def batch(connection: sqlite3.Connection, name: str, now: datetime) -> tuple[Waiting, ...]:
    """What is to be sent to a target next: one message, or up to `DIGEST` that go in one digest."""
    moment = {**_moment(now), "name": name, "most": DIGEST}
    found = _waiting(
        connection.execute(f"{WAITING} ORDER BY due, alert_id, version LIMIT 1", moment)
    )
    if not found or not found[0].digest:
        return found
    moment["due"] = found[0].due
    return _waiting(
        connection.execute(
            f"{WAITING} AND digest AND due = :due ORDER BY alert_id, version LIMIT :most", moment
        )
    )


def _waiting(rows: Iterable[tuple[bytes, int, str, int, str | None]]) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            notice=decode(body, Notice),
            digest=bool(digest),
            due=due,
            attempts=attempts,
            first_attempt=datetime.fromisoformat(first) if first else None,
        )
        for body, digest, due, attempts, first in rows
    )


def _moment(now: datetime) -> dict[str, object]:
    return {"now": stamp(now), "late": stamp(now + LONGEST_WAIT)}


def sent_in_the_hour(connection: sqlite3.Connection, name: str, now: datetime) -> int:
    """How many messages of their own, digests not counted, a target had in the last hour."""
    (number,) = connection.execute(
        "SELECT count(*) FROM deliveries"
        " WHERE target = ? AND state = 'delivered' AND NOT digest AND done_at BETWEEN ? AND ?",
        (name, stamp(now - timedelta(hours=1)), stamp(now)),
    ).fetchone()
    return int(number)


def waiting(connection: sqlite3.Connection, now: datetime) -> dict[str, int]:
    """How many messages are not sent: "due" now, and "held" until later."""
    due, held = connection.execute(
        "SELECT coalesce(sum(is_due), 0), coalesce(sum(NOT is_due), 0) FROM"
        " (SELECT (at_once OR due <= ?1) AND coalesce(retry_at, '') <= ?1 AS is_due"
        "  FROM deliveries WHERE state = 'waiting')",
        (stamp(now),),
    ).fetchone()
    return {"due": due, "held": held}


def seconds_to_send(connection: sqlite3.Connection, limit: int) -> list[float]:
    """From the stored article to its delivered alert, for the newest messages of new alerts."""
    rows = connection.execute(
        "SELECT alerts.body, done_at FROM deliveries JOIN alerts ON alerts.id = alert_id"
        " WHERE state = 'delivered' AND version = 1 ORDER BY done_at DESC LIMIT ?",
        (limit,),
    )
    sent = [(decode(body, Alert), datetime.fromisoformat(done)) for body, done in rows]
    return [
        (done - alert.stamps["stored"]).total_seconds()
        for alert, done in sent
        if "stored" in alert.stamps
    ]


def done(
    tx: sqlite3.Connection, name: str, rows: Sequence[Waiting], end: End, now: datetime
) -> None:
    """The end of messages. Their words are let go.

    What was delivered was delivered, also where its watch was removed while it was on its way.
    """
    open_states = "('waiting', 'suppressed')" if end.state == "delivered" else "('waiting')"
    tx.executemany(
        "UPDATE deliveries SET state = ?, why = ?, done_at = ?, body = ''"  # noqa: S608
        f" WHERE alert_id = ? AND version = ? AND target = ? AND state IN {open_states}",
        [(end.state, end.why, stamp(now), *_place(each, name)) for each in rows],
    )


def hold(
    tx: sqlite3.Connection, name: str, rows: Sequence[Waiting], now: datetime, until: datetime
) -> None:
    """Messages that were tried in vain just now wait on."""
    tx.executemany(
        "UPDATE deliveries SET retry_at = ?1, attempts = attempts + 1,"
        " first_attempt = min(coalesce(first_attempt, ?2), ?2)"
        " WHERE alert_id = ?3 AND version = ?4 AND target = ?5",
        [(stamp(until), stamp(now), *_place(each, name)) for each in rows],
    )


def hold_all(tx: sqlite3.Connection, name: str, now: datetime, until: datetime) -> None:
    """All that is due for a target that is left alone waits until then; it counts as tried."""
    tx.execute(
        "UPDATE deliveries SET retry_at = :until,"  # noqa: S608
        " first_attempt = min(coalesce(first_attempt, :now), :now)"
        f" WHERE target = :name AND {DUE}",
        {**_moment(now), "name": name, "until": stamp(until)},
    )


def lose(tx: sqlite3.Connection, name: str, why: str, now: datetime, begun: datetime | None) -> int:
    """End as failed what was first tried before `begun`, all that waits where None; how many."""
    return tx.execute(
        "UPDATE deliveries SET state = 'failed', why = :why, done_at = :now, body = ''"
        " WHERE target = :name AND state = 'waiting'"
        " AND (:begun IS NULL OR first_attempt <= :begun)",
        {
            "name": name,
            "why": why,
            "now": stamp(now),
            "begun": stamp(begun) if begun is not None else None,
        },
    ).rowcount


def into_digest(tx: sqlite3.Connection, name: str, now: datetime) -> None:
    """Let all single messages that are due wait for the full hour's digest."""
    full = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    tx.execute(
        "UPDATE deliveries SET digest = 1, at_once = 0, due = ?1"
        " WHERE target = ?2 AND state = 'waiting' AND NOT digest AND (at_once OR due <= ?3)",
        (stamp(full), name, stamp(now)),
    )


def _place(row: Waiting, name: str) -> tuple[str, int, str]:
    return row.notice.alert.id, row.notice.alert.version, name
