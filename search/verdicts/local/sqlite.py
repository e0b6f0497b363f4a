"""Verdicts as the program sees them, over the one SQLite file."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeGuard

from runtime.clock import Clock
from runtime.sqlite import Database
from search.verdicts.giving import given, reader_named, revised, taken_back
from wire.codec import decode, encode
from wire.shift import Shift
from wire.verdict import Verdict, verdict_id
from wire.vocabulary import Judgement

Changed = Callable[[sqlite3.Connection, Verdict], None]
"""Lets others take part in the transaction that keeps a verdict."""

Step = Callable[[Verdict | None], Verdict | None]
"""From the verdict that stands to the next one; None where nothing changes."""


class Verdicts:
    """May be called from any thread. Nothing of it depends on the shift still being there."""

    def __init__(self, database: Database, clock: Clock, changed: Changed | None = None) -> None:
        """`changed` is told each verdict that is given or taken back, in the same transaction."""
        self._database = database
        self._clock = clock
        self._changed = changed

    def give(self, shift: Shift, judgement: Judgement, reader: str, note: str = "") -> None:
        """Keep what a reader holds of a shift, in the place of what he held before.

        The same once more changes nothing. Raises `StorageError`.
        """
        now = self._clock.now()
        self._change(
            shift.id,
            reader,
            lambda known: given(known, shift, judgement, reader=reader, note=note, now=now),
        )

    def revise(self, shift_id: str, judgement: Judgement, reader: str, note: str = "") -> bool:
        """Let a reader hold something else of a shift that may be gone by his own verdict.

        False where he has no verdict that could have taken it away. Raises `StorageError`.
        """
        now = self._clock.now()
        known = self._change(
            shift_id,
            reader,
            lambda known: revised(known, judgement, note, now) if _took_away(known) else None,
        )
        return _took_away(known)

    def take_back(self, shift_id: str, reader: str) -> None:
        """Let a reader hold nothing of a shift. Raises `StorageError`."""
        now = self._clock.now()
        self._change(shift_id, reader, lambda known: taken_back(known, now))

    def on(self, shift_ids: Sequence[str]) -> list[Verdict]:
        """The current verdicts on any of these shifts, by shift in the order given, then by id."""
        with self._database.read() as connection:
            return [
                decode(body, Verdict)
                for each in shift_ids
                for (body,) in connection.execute(
                    "SELECT body FROM verdicts WHERE shift_id = ? AND NOT removed ORDER BY id",
                    (each,),
                )
            ]

    def history(self, shift_id: str | None = None) -> list[Verdict]:
        """Every verdict on a shift, or on all, in the order given; one taken back is `removed`."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT body FROM verdict_history WHERE ?1 IS NULL OR shift_id = ?1"
                " ORDER BY number",
                (shift_id,),
            )
            return [decode(body, Verdict) for (body,) in rows]

    def all(self) -> list[Verdict]:
        """The current verdicts, by id."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT body FROM verdicts WHERE NOT removed ORDER BY id")
            return [decode(body, Verdict) for (body,) in rows]

    def _change(self, shift_id: str, reader: str, step: Step) -> Verdict | None:
        """Let a reader's verdict on a shift take a step; gives the one that was known before."""
        with self._database.write() as tx:
            known = get(tx, verdict_id(shift_id, reader_named(reader)))
            verdict = step(known)
            if verdict is not None:
                put(tx, verdict)
                if self._changed is not None:
                    self._changed(tx, verdict)
        return known


def _took_away(known: Verdict | None) -> TypeGuard[Verdict]:
    """Whether a verdict may be what its shift is gone by."""
    return known is not None and not known.removed and known.judgement != "right"


def get(connection: sqlite3.Connection, identifier: str) -> Verdict | None:
    """The current verdict with this id, one taken back included."""
    found = connection.execute("SELECT body FROM verdicts WHERE id = ?", (identifier,)).fetchone()
    return decode(found[0], Verdict) if found else None


def put(tx: sqlite3.Connection, verdict: Verdict) -> None:
    """Keep a verdict in the place of the one before it, which stays in the history."""
    body = encode(verdict)
    tx.execute(
        "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
        (verdict.id, verdict.shift_id, verdict.removed, body),
    )
    tx.execute(
        "INSERT INTO verdict_history (shift_id, body) VALUES (?, ?)", (verdict.shift_id, body)
    )
