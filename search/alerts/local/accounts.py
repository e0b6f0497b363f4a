"""The account of each watch in the store (`search.alerts.ledger` says what the numbers mean)."""

# ruff: noqa: S608 (conditions are constants, every value is a bound parameter)

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from search.alerts.ledger import Account, Day, Outcome, Sums
from search.alerts.policy import Why

_NOTICES = """
SELECT watch_id, alert_id,
  CASE WHEN sum(state = 'waiting') THEN 'waiting' WHEN sum(state = 'failed') THEN 'failed'
       WHEN sum(state = 'delivered') THEN 'delivered' ELSE 'suppressed' END AS outcome,
  CASE WHEN sum(state <> 'suppressed') THEN '' ELSE min(why) END AS reason,
  coalesce(substr(max(done_at), 1, 10), '') AS day
FROM deliveries WHERE {which} GROUP BY watch_id, alert_id, version
"""
"""A message to several targets is one unit: failed where one of them has failed. Its day is the one
on which the last of them ended."""

_UNITS = f"""
SELECT watch_id, day, outcome, reason, n FROM watch_days WHERE {{which}} UNION ALL
SELECT watch_id, day, outcome, reason, count(*) FROM ({_NOTICES}) GROUP BY 1, 2, 3, 4
"""
"""`which` chooses watches. It stands inside, where the tables' indices serve it."""

_ONE = "watch_id = :watch"


def count(
    tx: sqlite3.Connection,
    day: str,
    watch_id: str,
    outcome: Literal["matched", "withdrawn", "suppressed"],
    reason: Why | Literal[""] = "",
) -> None:
    """Add one unit on a day ("2026-05-04", UTC)."""
    tx.execute(
        "INSERT INTO watch_days VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT (watch_id, day, outcome, reason) DO UPDATE SET n = n + 1",
        (watch_id, day, outcome, reason),
    )


def fold(tx: sqlite3.Connection, before_alert: str) -> None:
    """Keep the numbers of deliveries that are about to be forgotten: ids below this one."""
    old = _NOTICES.format(which="alert_id < ?")
    tx.execute(
        "INSERT INTO watch_days SELECT watch_id, day, outcome, reason, count(*)"
        f" FROM ({old}) WHERE TRUE GROUP BY watch_id, day, outcome, reason"
        " ON CONFLICT (watch_id, day, outcome, reason) DO UPDATE SET n = n + excluded.n",
        (before_alert,),
    )
    tx.execute("DELETE FROM deliveries WHERE alert_id < ?", (before_alert,))


def accounts(connection: sqlite3.Connection, watch_id: str | None = None) -> dict[str, Account]:
    """The account of every watch there ever was, by id; or only of one."""
    which, values = ("TRUE", {}) if watch_id is None else (_ONE, {"watch": watch_id})
    sums: defaultdict[str, Sums] = defaultdict(Sums)
    for name, outcome, reason, n in connection.execute(
        "SELECT watch_id, outcome, reason, sum(n)"
        f" FROM ({_UNITS.format(which=which)}) GROUP BY 1, 2, 3",
        values,
    ):
        sums[name].add(outcome, reason, n)
    looked_at = connection.execute(
        "SELECT id AS watch_id, coalesce((SELECT sum(n) FROM scanned_days"
        " WHERE kind = json_extract(CAST(body AS TEXT), '$.subject')), 0) - scanned_before"
        f" FROM watches WHERE {which}",
        values,
    )
    return {name: sums[name].account(name, scanned) for name, scanned in looked_at}


def days(connection: sqlite3.Connection, watch_id: str) -> list[Day]:
    """The account of a watch day by day, the oldest first; what still waits is in no day.

    The days' sums are the numbers of `accounts`.
    """
    looked_at = dict(_scanned(connection, watch_id))
    units: dict[str, list[tuple[Outcome, str, int]]] = {}
    rows = connection.execute(
        f"SELECT day, outcome, reason, sum(n) FROM ({_UNITS.format(which=_ONE)})"
        " WHERE outcome <> 'waiting' GROUP BY 1, 2, 3 ORDER BY 1",
        {"watch": watch_id},
    )
    for day, found in groupby(rows, key=lambda row: str(row[0])):
        units[day] = [(outcome, reason, n) for _, outcome, reason, n in found]
    return [
        Day(day, _summed(units.get(day, ())).account(watch_id, looked_at.get(day, 0)))
        for day in sorted(looked_at.keys() | units.keys())
    ]


def _summed(units: Iterable[tuple[Outcome, str, int]]) -> Sums:
    sums = Sums()
    for outcome, reason, n in units:
        sums.add(outcome, reason, n)
    return sums


def _scanned(connection: sqlite3.Connection, watch_id: str) -> Iterator[tuple[str, int]]:
    """Documents that a watch was run on, by day: those counted since it was made.

    Of the day when it was made, what had been counted before is taken off.
    """
    rows = connection.execute(
        "SELECT day, n, scanned_before FROM watches"
        " JOIN scanned_days ON kind = json_extract(CAST(body AS TEXT), '$.subject')"
        " WHERE watches.id = ? ORDER BY day",
        (watch_id,),
    )
    so_far = 0
    for day, n, before in rows:
        own = max(0, so_far + n - before) - max(0, so_far - before)
        so_far += n
        if own:
            yield day, own
