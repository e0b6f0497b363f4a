"""Messages in the store: one row for each that a target is to have. `outbox` sends them off."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from runtime.stamps import stamp
from search.alerts.difference import Change
from search.alerts.notice import CANARY, Notice
from search.alerts.policy import Due, Why
from wire.codec import decode, encode
from wire.watch import Watch


def is_told(connection: sqlite3.Connection, change: Change, target: str) -> bool:
    """Whether the target knows the alert, or will when what waits is sent."""
    names = (change.alert.id, change.alert.replaces or change.alert.id)
    found = connection.execute(
        "SELECT 1 FROM deliveries WHERE alert_id IN (?, ?) AND target = ?"
        " AND state IN ('waiting', 'delivered')",
        (*names, target),
    )
    return found.fetchone() is not None


def put(
    tx: sqlite3.Connection, change: Change, watch: Watch, target: str, *, due: Due, now: datetime
) -> bool:
    """Let a message wait for its time; False where another watch has brought the same."""
    notice = Notice(alert=change.alert, watch=watch.name, what=change.what, says=change.says)
    cursor = tx.execute(
        "INSERT OR IGNORE INTO deliveries"
        " (alert_id, version, target, watch_id, state, what, says, digest, due, at_once, body)"
        " VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?)",
        (
            *(change.alert.id, change.alert.version, target, watch.id),
            *(change.what, change.says, due.digest, stamp(due.at)),
            *(not due.digest and due.at <= now, encode(notice)),
        ),
    )
    return cursor.rowcount == 1


def let_go(tx: sqlite3.Connection, removed: Watch, others: Iterable[Watch], now: datetime) -> None:
    """End what waits because of a watch that is removed.

    What another watch of the same person meets as well is still wanted, and goes out in its name.
    """
    wanting = [each for each in others if each.owner == removed.owner and each.id != removed.id]
    for alert_id, version, target, body in tx.execute(
        "SELECT alert_id, version, target, body FROM deliveries"
        " WHERE watch_id = ? AND state = 'waiting'",
        (removed.id,),
    ).fetchall():
        notice = decode(body, Notice)
        heir = next(
            (
                each
                for each in wanting
                if each.id in notice.alert.watch_ids and target in each.targets
            ),
            None,
        )
        place = (alert_id, version, target)
        if heir is None:
            tx.execute(
                "UPDATE deliveries SET state = 'suppressed', why = 'watch_removed', done_at = ?,"
                " body = '' WHERE alert_id = ? AND version = ? AND target = ?",
                (stamp(now), *place),
            )
            continue
        renamed = msgspec.structs.replace(notice, watch=heir.name)
        tx.execute(
            "UPDATE deliveries SET body = ? WHERE alert_id = ? AND version = ? AND target = ?",
            (encode(renamed), *place),
        )


def suppress(tx: sqlite3.Connection, column: str, value: str, why: Why, now: datetime) -> int:
    """End all that waits for a watch, a target or an alert; how many messages that were."""
    assert column in {"watch_id", "target", "alert_id"}
    return tx.execute(
        f"UPDATE deliveries SET state = 'suppressed', why = ?, done_at = ?, body = ''"  # noqa: S608
        f" WHERE {column} = ? AND state = 'waiting'",
        (why, stamp(now), value),
    ).rowcount


def put_canary(
    tx: sqlite3.Connection,
    notice: Notice,
    target: str,
    stamps: Mapping[str, datetime],
    now: datetime,
) -> None:
    """Let a canary's message wait for the courier; those that ended before are forgotten.

    It is in nobody's ledger: no watch has met anything.
    """
    tx.execute("DELETE FROM deliveries WHERE watch_id = ? AND state <> 'waiting'", (CANARY,))
    alert = msgspec.structs.replace(notice.alert, stamps={**notice.alert.stamps, **stamps})
    tx.execute(
        "INSERT OR IGNORE INTO deliveries"
        " (alert_id, version, target, watch_id, state, what, says, digest, due, at_once, body)"
        " VALUES (?, ?, ?, ?, 'waiting', ?, ?, 0, ?, 1, ?)",
        (
            *(alert.id, alert.version, target, CANARY, notice.what, notice.says, stamp(now)),
            encode(msgspec.structs.replace(notice, alert=alert)),
        ),
    )


def state(connection: sqlite3.Connection, alert_id: str) -> str:
    """The state of an alert's message where it has only one; "" where it has none."""
    found = connection.execute(
        "SELECT state FROM deliveries WHERE alert_id = ?", (alert_id,)
    ).fetchone()
    return str(found[0]) if found else ""
