"""Verdicts as the program sees them, over the one SQLite file."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from runtime.clock import Clock
from runtime.sqlite import Database
from search.verdicts.giving import given, reader_named, revised, taken_back
from wire.codec import decode, encode
from wire.shift import Shift
from wire.verdict import Verdict, verdict_id
from wire.vocabulary import Judgement

Changed = Callable[[sqlite3.Connection, Verdict], None]
"""Lets others take part in the transaction that keeps a verdict."""


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
        with self._database.write() as tx:
            known = _get(tx, verdict_id(shift.id, reader_named(reader)))
            self._put(tx, given(known, shift, judgement, reader=reader, note=note, now=self._now()))

    def revise(self, shift_id: str, judgement: Judgement, reader: str, note: str = "") -> bool:
        """Let a reader hold something else of a shift that may be gone by his own verdict.

        False where he has no verdict that could have taken it away. Raises `StorageError`.
        """
        with self._database.write() as tx:
            known = _get(tx, verdict_id(shift_id, reader_named(reader)))
            if known is None or known.removed or known.judgement == "right":
                return False
            self._put(tx, revised(known, judgement, note, self._now()))
            return True

    def take_back(self, shift_id: str, reader: str) -> None:
        """Let a reader hold nothing of a shift. Raises `StorageError`."""
        with self._database.write() as tx:
            known = _get(tx, verdict_id(shift_id, reader_named(reader)))
            self._put(tx, taken_back(known, self._now()))

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

    def _put(self, tx: sqlite3.Connection, verdict: Verdict | None) -> None:
        _put(tx, verdict)
        if verdict is not None and self._changed is not None:
            self._changed(tx, verdict)

    def _now(self) -> datetime:
        return self._clock.now()


def _get(connection: sqlite3.Connection, identifier: str) -> Verdict | None:
    found = connection.execute("SELECT body FROM verdicts WHERE id = ?", (identifier,)).fetchone()
    return decode(found[0], Verdict) if found else None


def _put(tx: sqlite3.Connection, verdict: Verdict | None) -> None:
    if verdict is None:
        return
    body = encode(verdict)
    tx.execute(
        "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
        (verdict.id, verdict.shift_id, verdict.removed, body),
    )
    tx.execute(
        "INSERT INTO verdict_history (shift_id, body) VALUES (?, ?)", (verdict.shift_id, body)
    )
