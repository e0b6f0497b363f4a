"""Timelines kept in memory between their facts, with their views: neither is made from nothing."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from processors.shifts import View
from wire import PositionFact, Shift

Key = tuple[str, str]
"""Party and issue."""

MOST_FACTS = 10_000
"""About 45 MB with their views. The timelines that changed longest ago are let go first."""

_decoder = msgspec.json.Decoder(PositionFact)


@dataclass(frozen=True)
class _Timeline:
    mark: bytes
    facts: dict[str, PositionFact]
    view: View = field(default_factory=View)


class Remembered:
    """The timelines that changed last, as the store has them.

    The store marks each change of a timeline with a value that never comes again. What is
    remembered under another mark is read anew: so it does not matter who wrote, nor whether the
    transaction in which a fact was remembered was taken back.
    """

    def __init__(self, most: int = MOST_FACTS) -> None:
        self._most = most
        self._known: OrderedDict[Key, _Timeline] = OrderedDict()

    def facts(self, tx: sqlite3.Connection, key: Key) -> list[PositionFact]:
        """All facts of a party on an issue, in no promised order."""
        known = self._find(tx, key)
        return list(known.facts.values()) if known else []

    def shifts(self, tx: sqlite3.Connection, key: Key, horizon: datetime | None) -> list[Shift]:
        """The view of these facts (see `processors.shifts.shifts`)."""
        known = self._find(tx, key)
        return known.view.shifts(known.facts.values(), horizon) if known else []

    def marks(self, tx: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, bytes | None]:
        """The marks of timelines before a change, for `follow` after it."""
        return {key: _mark(tx, key) for key in keys}

    def follow(
        self,
        tx: sqlite3.Connection,
        before: Mapping[Key, bytes | None],
        rows: Iterable[PositionFact],
    ) -> None:
        """Take over what was just written: `rows`, removed ones included, of the timelines marked
        `before`, and nothing else.
        """
        # Taken out meanwhile: a failure in between must not leave new facts under an old mark.
        known = {key: self._known.pop(key) for key in before if key in self._known}
        current = {key: each for key, each in known.items() if each.mark == before[key]}
        for row in rows:
            timeline = current.get((row.party, row.issue))
            if timeline is None:
                continue
            if row.removed:
                timeline.facts.pop(row.id, None)
            else:
                timeline.facts[row.id] = row
        for key, timeline in current.items():
            mark = _mark(tx, key)
            if mark is not None:
                self._known[key] = replace(timeline, mark=mark)

    def _find(self, tx: sqlite3.Connection, key: Key) -> _Timeline | None:
        mark = _mark(tx, key)
        if mark is None:
            return None
        known = self._known.get(key)
        if known is None or known.mark != mark:
            rows = tx.execute("SELECT body FROM position_facts WHERE party = ? AND issue = ?", key)
            facts = [_decoder.decode(body) for (body,) in rows]
            known = _Timeline(mark, {fact.id: fact for fact in facts})
            self._known[key] = known
        self._known.move_to_end(key)
        self._let_go()
        return known

    def _let_go(self) -> None:
        total = sum(len(each.facts) for each in self._known.values())
        while total > self._most and len(self._known) > 1:
            _, gone = self._known.popitem(last=False)
            total -= len(gone.facts)


def _mark(tx: sqlite3.Connection, key: Key) -> bytes | None:
    row = tx.execute(
        "SELECT mark FROM timeline_marks WHERE party = ? AND issue = ?", key
    ).fetchone()
    return bytes(row[0]) if row else None
