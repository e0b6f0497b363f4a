"""The account of each watch in the store (`search.alerts.ledger` says what the numbers mean)."""

import sqlite3
from collections import Counter, defaultdict
from typing import Literal

from search.alerts.ledger import Account
from search.alerts.policy import Why

NOTICES = """
SELECT watch_id, alert_id,
  CASE WHEN sum(state = 'waiting') THEN 'waiting' WHEN sum(state = 'failed') THEN 'failed'
       WHEN sum(state = 'delivered') THEN 'delivered' ELSE 'suppressed' END AS outcome,
  CASE WHEN sum(state <> 'suppressed') THEN '' ELSE min(why) END AS reason
FROM deliveries GROUP BY watch_id, alert_id, version
"""
"""A message to several targets is one unit: failed where one of them has failed."""


def count(
    tx: sqlite3.Connection,
    watch_id: str,
    outcome: Literal["matched", "withdrawn", "suppressed"],
    reason: Why | Literal[""] = "",
) -> None:
    """Add one unit."""
    tx.execute(
        "INSERT INTO watch_ledger VALUES (?, ?, ?, 1)"
        " ON CONFLICT (watch_id, outcome, reason) DO UPDATE SET n = n + 1",
        (watch_id, outcome, reason),
    )


def fold(tx: sqlite3.Connection, before_alert: str) -> None:
    """Keep the numbers of deliveries that are about to be forgotten: ids below this one."""
    tx.execute(
        "INSERT INTO watch_ledger SELECT watch_id, outcome, reason, count(*) FROM"  # noqa: S608
        f" ({NOTICES}) WHERE alert_id < ? GROUP BY watch_id, outcome, reason"
        " ON CONFLICT (watch_id, outcome, reason) DO UPDATE SET n = n + excluded.n",
        (before_alert,),
    )
    tx.execute("DELETE FROM deliveries WHERE alert_id < ?", (before_alert,))


def accounts(connection: sqlite3.Connection) -> dict[str, Account]:
    """The account of every watch there ever was, by id."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    suppressed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for watch_id, outcome, reason, n in connection.execute(
        "SELECT watch_id, outcome, reason, n FROM watch_ledger UNION ALL"  # noqa: S608
        f" SELECT watch_id, outcome, reason, count(*) FROM ({NOTICES}) GROUP BY 1, 2, 3"
    ):
        if outcome == "suppressed":
            suppressed[watch_id][reason] += n
        else:
            sums[watch_id][outcome] += n
    return {
        watch_id: Account(
            watch_id=watch_id,
            scanned=scanned,
            matched=sums[watch_id]["matched"],
            withdrawn=sums[watch_id]["withdrawn"],
            suppressed=dict(sorted(suppressed[watch_id].items())),
            delivered=sums[watch_id]["delivered"],
            failed=sums[watch_id]["failed"],
            waiting=sums[watch_id]["waiting"],
        )
        for watch_id, scanned in connection.execute(
            "SELECT id, coalesce(n, 0) - scanned_before FROM watches LEFT JOIN watch_scanned"
            " ON kind = json_extract(CAST(body AS TEXT), '$.subject')"
        )
    }
