"""The log of what became of each alert: when this machine learned it, and in one sentence what.

It stands beside the view and depends on the order of arrival, so no export compares it.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from runtime.sqlite import numbered
from runtime.stamps import stamp
from search.alerts.difference import Change


class Step(msgspec.Struct, frozen=True):
    """One line of an alert's history."""

    alert_id: str
    version: int
    at: datetime
    state: str
    what: str
    says: str


def log(tx: sqlite3.Connection, change: Change, now: datetime) -> None:
    """Append what a change says. One more copy says nothing."""
    if change.what == "unchanged" and not change.says:
        return
    alert = change.alert
    tx.execute(
        "INSERT INTO alert_log (alert_id, version, at, state, what, says)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (alert.id, alert.version, stamp(now), alert.state, change.what, change.says),
    )


def of(connection: sqlite3.Connection, alert_ids: Iterable[str]) -> dict[str, list[Step]]:
    """The steps of each of these alerts, in the order in which they were learned."""
    found: dict[str, list[Step]] = {each: [] for each in alert_ids}
    for name, steps in found.items():
        rows = connection.execute(
            "SELECT alert_id, version, at, state, what, says FROM alert_log"
            " WHERE alert_id = ? ORDER BY number",
            (name,),
        )
        steps += [
            Step(identifier, version, datetime.fromisoformat(at), *rest)
            for identifier, version, at, *rest in rows
        ]
    return found


def changed_since(connection: sqlite3.Connection, number: int | None) -> tuple[int, list[str]]:
    """The number of the newest step (0: none), and the alerts with one after `number`.

    None asks for the number alone.
    """
    return numbered.changed_since(connection, "alert_log", "alert_id", number)
