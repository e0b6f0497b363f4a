"""Timelines in the store: their facts in, the shifts that are true now out."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import msgspec

from processors.local.history import record
from processors.local.remembered import Key, Remembered
from processors.shifts import difference, fact_rows, judged, without_words
from processors.shifts.difference import Reason
from runtime.stamps import stamp
from wire import PositionFact, Shift
from wire.verdict import Verdict

_facts = msgspec.json.Decoder(PositionFact)
_verdicts = msgspec.json.Decoder(Verdict)

SHIFTS_KEPT = 2048
"""About 10 MB: a timeline's shifts are compared with each new fact, and few of them change."""

_stored_shift = lru_cache(SHIFTS_KEPT)(msgspec.json.Decoder(Shift).decode)


def replace_facts(
    tx: sqlite3.Connection,
    remembered: Remembered,
    article_id: str,
    facts: Iterable[PositionFact],
    version: int,
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
    gone, changed = fact_rows(old, facts, version)
    rows = [*gone, *changed]
    touched: set[Key] = {(fact.party, fact.issue) for fact in rows}
    marks = remembered.marks(tx, touched)
    tx.executemany(
        "DELETE FROM position_facts WHERE party = ? AND issue = ? AND id = ?",
        [(fact.party, fact.issue, fact.id) for fact in gone],
    )
    write_facts(tx, changed)
    remembered.follow(tx, marks, rows)
    return rows, touched


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


def keep_verdict(tx: sqlite3.Connection, verdict: Verdict) -> bool:
    """Store a reader's verdict; False where this version, or a higher one, is there already."""
    return bool(
        tx.execute(
            "INSERT INTO timeline_verdicts VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE"
            " SET version = ?4, body = ?5 WHERE version < ?4",
            (
                verdict.id,
                verdict.party,
                verdict.issue,
                verdict.version,
                msgspec.json.encode(verdict),
            ),
        ).rowcount
    )


def renew(
    tx: sqlite3.Connection,
    remembered: Remembered,
    key: Key,
    *,
    now: datetime,
    article_id: str | None,
    horizon: datetime | None,
    because: Reason | None = None,
) -> tuple[Shift, ...]:
    """Compute the view of a timeline again and store it; gives the rows that changed.

    `article_id` is the article whose arrival or leaving was the cause, `because` the reason where
    it was none: both are noted in the history.
    """
    stored = [
        _stored_shift(body)
        for (body,) in tx.execute(
            "SELECT body FROM timeline_shifts WHERE party = ? AND issue = ?", key
        )
    ]
    verdicts = [
        _verdicts.decode(body)
        for (body,) in tx.execute(
            "SELECT body FROM timeline_verdicts WHERE party = ? AND issue = ?", key
        )
    ]
    true_now = judged(remembered.shifts(tx, key, horizon), verdicts)
    change = difference(stored, true_now, horizon, because)
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
