"""Alerts found in the store by watch, party, issue, state and time, and what was told of them."""

# ruff: noqa: S608 (every value is a bound parameter)

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from runtime.stamps import stamp
from search.alerts.finding import AlertPage, Message, Wanted
from search.index.cursors import ByDate, decoded, encoded
from search.index.protocol import MAX_TOTAL, BadCursor
from search.index.times import microseconds, moment
from search.text import key
from wire.alert import Alert
from wire.codec import decode

_COLUMNS = Message.__struct_fields__


def page(
    connection: sqlite3.Connection, wanted: Wanted, limit: int, cursor: str | None
) -> AlertPage:
    """The alerts asked for, the newest first and equal times by id. Raises `BadCursor`."""
    where, values = _where(wanted)
    (counted,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM alerts WHERE {where} LIMIT ?)",
        (*values, MAX_TOTAL + 1),
    ).fetchone()
    place, given = _after(cursor)
    rows = connection.execute(
        f"SELECT body FROM alerts WHERE {where}{place} ORDER BY at DESC, id LIMIT ?",
        (*values, *given, limit + 1),
    ).fetchall()
    found = tuple(decode(body, Alert) for (body,) in rows[:limit])
    more = encoded(ByDate(microseconds(found[-1].at), found[-1].id)) if len(rows) > limit else None
    return AlertPage(found, more, min(counted, MAX_TOTAL), counted <= MAX_TOTAL)


def matching(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[Alert]:
    """All alerts asked for, by id. What operators were told is no news and is left out."""
    where, values = _where(wanted)
    for (body,) in connection.execute(f"SELECT body FROM alerts WHERE {where} ORDER BY id", values):
        alert = decode(body, Alert)
        if alert.subject != "operation":
            yield alert


def parties(connection: sqlite3.Connection, limit: int) -> list[str]:
    """The parties that most alerts are about."""
    rows = connection.execute(
        "SELECT min(value) FROM alert_facets WHERE name = 'party'"
        " GROUP BY key ORDER BY count(*) DESC, key LIMIT ?",
        (limit,),
    )
    return [value for (value,) in rows]


def alerted(connection: sqlite3.Connection, limit: int) -> list[str]:
    """The watches that most alerts were raised by, by how many."""
    rows = connection.execute(
        "SELECT key FROM alert_facets WHERE name = 'watch'"
        " GROUP BY key ORDER BY count(*) DESC, key LIMIT ?",
        (limit,),
    )
    return [watch for (watch,) in rows]


def standing(connection: sqlite3.Connection) -> dict[str, tuple[int, datetime]]:
    """For each watch with alerts that stand: how many, and the time of the newest."""
    rows = connection.execute(
        "SELECT key, count(*), max(at) FROM alert_facets JOIN alerts ON id = alert_id"
        " WHERE name = 'watch' AND NOT removed GROUP BY key"
    )
    return {watch: (number, datetime.fromisoformat(at)) for watch, number, at in rows}


def told(connection: sqlite3.Connection, alert_ids: Iterable[str]) -> dict[str, list[Message]]:
    """The messages about each of these alerts, in the order of its versions, then by target."""
    found: dict[str, list[Message]] = {}
    for identifier in alert_ids:
        rows = connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM deliveries WHERE alert_id = ?"
            " ORDER BY version, target",
            (identifier,),
        )
        found[identifier] = [
            msgspec.convert(dict(zip(_COLUMNS, row, strict=True)), Message, strict=False)
            for row in rows
        ]
    return found


def _where(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    facets = (
        ("watch", wanted.watch_id),
        ("state", wanted.state),
        ("party", key(wanted.party) if wanted.party else None),
        ("issue", wanted.issue),
    )
    parts, values = ["TRUE"], list[str]()
    for name, value in facets:
        if value is not None:
            parts.append("id IN (SELECT alert_id FROM alert_facets WHERE name = ? AND key = ?)")
            values += [name, value]
    for sign, moment_ in ((">=", wanted.after), ("<", wanted.before)):
        if moment_ is not None:
            parts.append(f"at {sign} ?")
            values.append(stamp(moment_))
    return " AND ".join(parts), tuple(values)


def _after(cursor: str | None) -> tuple[str, tuple[str, ...]]:
    if cursor is None:
        return "", ()
    place = decoded(cursor)
    if not isinstance(place, ByDate):
        raise BadCursor("this cursor is of another list: begin at the first page")
    try:
        at = stamp(moment(place.at))
    except OverflowError:
        raise BadCursor("this cursor has no time: begin at the first page") from None
    return " AND at <= ? AND (at < ? OR id > ?)", (at, at, place.id)
