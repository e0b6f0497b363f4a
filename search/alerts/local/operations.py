"""Operators' alerts in the store: what is new of a trouble, in the ledger of their watches."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from search.alerts.difference import Change
from search.alerts.local import accounts, deliveries, history, keeping, watches
from search.alerts.operations import Trouble, changes
from search.alerts.policy import Due, Held, Why, decide
from wire.alert import Alert
from wire.codec import decode
from wire.watch import Watch


def tell(
    tx: sqlite3.Connection, kind: str, troubles: Iterable[Trouble], now: datetime
) -> tuple[Change, ...]:
    """Tell every watch on operations what has changed about one kind of trouble.

    `troubles` are all of this kind that there are now; what is not among them any more is over.
    """
    found = tuple(troubles)
    told: list[Change] = []
    for watch in watches.living(tx):
        if watch.kind != "operations":
            continue
        for change in changes(watch, found, _standing(tx, watch, kind)):
            keeping.put(tx, watch.owner, change.alert)
            history.log(tx, change, now)
            _account(tx, watch, change, now)
            told.append(change)
    return tuple(told)


def _account(tx: sqlite3.Connection, watch: Watch, change: Change, now: datetime) -> None:
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    accounts.count(tx, day, watch.id, "withdrawn" if change.alert.removed else "matched")
    whys: list[Why] = []
    for target in watch.targets or ("",):
        match decide(change, watch, deliveries.is_told(tx, change, target), now):
            case Held(why):
                whys.append(why)
            case Due() as due:
                deliveries.put(tx, change, watch, target, due=due, now=now)
    if len(whys) == max(1, len(watch.targets)):
        accounts.count(tx, day, watch.id, "suppressed", whys[0])


def _standing(tx: sqlite3.Connection, watch: Watch, kind: str) -> dict[str, Alert]:
    rows = tx.execute(
        "SELECT body FROM alerts JOIN alert_facets ON alert_id = alerts.id"
        " WHERE name = 'watch' AND key = ?",
        (watch.id,),
    )
    alerts = [decode(body, Alert) for (body,) in rows]
    return {each.id: each for each in alerts if f"-operation-{kind}-" in each.subject_id}
