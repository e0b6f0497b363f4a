"""Timelines kept in memory between their facts: reading a thousand costs more than one view."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Mapping

import msgspec

from wire import PositionFact

Key = tuple[str, str]
"""Party and issue."""

MOST_FACTS = 10_000
"""About 25 MB. The timelines that changed longest ago are let go first."""

_decoder = msgspec.json.Decoder(PositionFact)


class Remembered:
    """The facts of the timelines that changed last, as the store has them.

    The store marks each change of a timeline with a value that never comes again. What is
    remembered under another mark is read anew: so it does not matter who wrote, nor whether the
    transaction in which a fact was remembered was taken back.
    """

    def __init__(self, most: int = MOST_FACTS) -> None:
        self._most = most
        self._known: OrderedDict[Key, tuple[bytes, dict[str, PositionFact]]] = OrderedDict()

    def facts(self, tx: sqlite3.Connection, key: Key) -> list[PositionFact]:
        """All facts of a party on an issue, in no promised order."""
        mark = _mark(tx, key)
        known = self._known.get(key)
        if mark is None:
            return []
        if known is None or known[0] != mark:
            found = [
                _decoder.decode(body)
                for (body,) in tx.execute(
                    "SELECT body FROM position_facts WHERE party = ? AND issue = ?", key
                )
            ]
            known = (mark, {fact.id: fact for fact in found})
            self._known[key] = known
        self._known.move_to_end(key)
        self._let_go()
        return list(known[1].values())

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
        current = {key: facts for key, (mark, facts) in known.items() if mark == before[key]}
        for row in rows:
            facts = current.get((row.party, row.issue))
            if facts is None:
                continue
            if row.removed:
                facts.pop(row.id, None)
            else:
                facts[row.id] = row
        for key, facts in current.items():
            mark = _mark(tx, key)
            if mark is not None:
                self._known[key] = (mark, facts)

    def _let_go(self) -> None:
        total = sum(len(facts) for _, facts in self._known.values())
        while total > self._most and len(self._known) > 1:
            _, (_, facts) = self._known.popitem(last=False)
            total -= len(facts)


def _mark(tx: sqlite3.Connection, key: Key) -> bytes | None:
    row = tx.execute(
        "SELECT mark FROM timeline_marks WHERE party = ? AND issue = ?", key
    ).fetchone()
    return bytes(row[0]) if row else None
