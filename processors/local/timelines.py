"""Timelines in the store: their facts in, the shifts that are true now out."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from processors.local.history import record
from processors.local.stamps import stamp
from processors.shifts import difference, shifts
from wire import Evidence, PositionFact, Shift

Key = tuple[str, str]
"""Party and issue."""

_facts = msgspec.json.Decoder(PositionFact)
_shifts = msgspec.json.Decoder(Shift)


def replace_facts(
    tx: sqlite3.Connection, article_id: str, facts: Iterable[PositionFact], version: int
) -> tuple[list[PositionFact], set[Key]]:
    """Let these be all the facts of the article.

    Gives the changed rows, those that went included (removed, with this `version`), and the
    timelines they touch.
    """
    old = {
        fact.id: fact
        for (body,) in tx.execute(
            "SELECT body FROM position_facts WHERE article_id = ?", (article_id,)
        )
        for fact in [_facts.decode(body)]
    }
    new = {fact.id: fact for fact in facts}
    gone = [
        msgspec.structs.replace(old[identifier], removed=True, version=version)
        for identifier in sorted(old.keys() - new.keys())
    ]
    changed = [
        new[identifier] for identifier in sorted(new) if old.get(identifier) != new[identifier]
    ]
    tx.executemany("DELETE FROM position_facts WHERE id = ?", [(fact.id,) for fact in gone])
    write_facts(tx, changed)
    rows = [*gone, *changed]
    return rows, {(fact.party, fact.issue) for fact in rows}


def write_facts(tx: sqlite3.Connection, facts: Iterable[PositionFact]) -> None:
    """Store facts under their ids."""
    tx.executemany(
        "INSERT OR REPLACE INTO position_facts VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                fact.id,
                fact.article_id,
                fact.party,
                fact.issue,
                stamp(fact.at),
                msgspec.json.encode(fact),
            )
            for fact in facts
        ],
    )


def facts_of_timeline(tx: sqlite3.Connection, key: Key) -> list[PositionFact]:
    """All facts of a party on an issue, in no promised order."""
    rows = tx.execute("SELECT body FROM position_facts WHERE party = ? AND issue = ?", key)
    return [_facts.decode(body) for (body,) in rows]


def renew(
    tx: sqlite3.Connection,
    key: Key,
    now: datetime,
    article_id: str | None,
    horizon: datetime | None,
) -> tuple[Shift, ...]:
    """Compute the view of a timeline again and store it; gives the rows that changed.

    `article_id` is the article whose arrival or leaving was the cause: it is noted in the history.
    """
    stored = [
        _shifts.decode(body)
        for (body,) in tx.execute(
            "SELECT body FROM timeline_shifts WHERE party = ? AND issue = ?", key
        )
    ]
    change = difference(stored, shifts(facts_of_timeline(tx, key), horizon), horizon)
    tx.executemany(
        "INSERT OR REPLACE INTO timeline_shifts VALUES (?, ?, ?, ?, ?)",
        [
            (shift.id, shift.party, shift.issue, stamp(shift.at), msgspec.json.encode(row))
            for shift in change.upserts
            for row in [without_words(shift) if shift.removed else shift]
        ],
    )
    record(tx, change.transitions, now, article_id)
    return change.upserts


def without_words(shift: Shift) -> Shift:
    """The shift without anything that an article said: what is kept of one that is gone."""
    return msgspec.structs.replace(
        shift,
        before=Evidence(stance=shift.before.stance, presupposed=shift.before.presupposed),
        after=Evidence(stance=shift.after.stance),
        sources=(),
        why="",
    )
