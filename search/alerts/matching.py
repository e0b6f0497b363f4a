"""Every watch against a micro-batch of documents, by the very evaluator that the search uses.

The batch goes into an in-memory SQLite with the tables of the index, written by the index's own
writer and asked by its own conditions; nothing here knows what a query means.
"""

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from runtime.sqlite.migrations import statements
from search.alerts.anchors import Anchors, anchors, needs, tokens_of
from search.alerts.searching import PartyName, Search, search_of
from search.index.documents import indexed, kind_of
from search.index.local import MIGRATIONS
from search.index.local.conditions import Condition, rows
from search.index.local.schema import TABLES
from search.index.local.writing import write
from search.index.protocol import KINDS, Document, Kind
from search.query import QueryError
from wire.watch import Watch

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Compiled:
    """One search with the watches that ask it: many people watch the same thing."""

    search: Search
    condition: Condition
    needs: tuple[Anchors, ...]
    watches: list[str] = field(default_factory=list)


class Matcher:
    """The watches, compiled once. Not to be used from two threads at a time.

    `broken` has what is wrong with each watch whose query this program cannot read.
    """

    def __init__(self, watches: Iterable[Watch], party_name: PartyName = str) -> None:
        self.broken: dict[str, str] = {}
        self.watched: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
        self._anywhere: dict[Kind, list[_Compiled]] = {kind: [] for kind in KINDS}
        self._by_token: dict[Kind, dict[str, list[_Compiled]]] = {
            kind: defaultdict(list) for kind in KINDS
        }
        known: dict[Search, _Compiled] = {}
        for watch in watches:
            if watch.kind == "operations":
                continue
            try:
                search = search_of(watch, party_name)
            except QueryError as error:
                log.warning("watch %s can't be read: %s", watch.id, error)
                self.broken[watch.id] = str(error)
                continue
            compiled = known.get(search)
            if compiled is None:
                compiled = _Compiled(
                    search, rows(search.query, TABLES[search.kind]), needs(search.query)
                )
                known[search] = compiled
                self._file(compiled)
            compiled.watches.append(watch.id)
            self.watched[search.kind].append(watch.id)
        self._opened: sqlite3.Connection | None = None

    def match(self, documents: Sequence[Document]) -> list[tuple[str, Document]]:
        """Each watch with each document it fires on, sorted by watch, then by place in the batch.

        Removed documents meet nothing.
        """
        living = [each for each in documents if not each.removed]
        if not living or not any(self.watched.values()):
            return []
        found: list[tuple[str, int]] = []
        self._memory.execute("BEGIN")
        try:
            for kind in KINDS:
                batch = {n: each for n, each in enumerate(living) if kind_of(each) == kind}
                if batch and self.watched[kind]:
                    found += self._match(kind, batch)
        finally:
            self._memory.execute("ROLLBACK")
        return [(watch, living[number]) for watch, number in sorted(found)]

    def close(self) -> None:
        """Let the memory go."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _memory(self) -> sqlite3.Connection:
        """The tables, made when something is matched for the first time."""
        if self._opened is None:
            self._opened = sqlite3.connect(
                ":memory:", isolation_level=None, check_same_thread=False
            )
            for step in MIGRATIONS:
                for statement in statements(step.sql):
                    self._opened.execute(statement)
            # A batch is small: to keep indexes of it costs more than to look through it.
            for tables in TABLES.values():
                self._opened.execute(f"DROP INDEX {tables.by_date}")
                self._opened.execute(f"DROP INDEX {tables.counting}")
        return self._opened

    def _file(self, compiled: _Compiled) -> None:
        kind, found = compiled.search.kind, anchors(compiled.search.query)
        if found is None:
            self._anywhere[kind].append(compiled)
            return
        for token in found:
            self._by_token[kind][token].append(compiled)

    def _match(self, kind: Kind, batch: dict[int, Document]) -> Iterable[tuple[str, int]]:
        by_token = self._by_token[kind]
        candidates = {id(each): each for each in self._anywhere[kind]}
        places: dict[int, int] = {}
        # By token, which documents of the batch hold it: one bit for each.
        holders: defaultdict[str, int] = defaultdict(int)
        for number, document in batch.items():
            for token in tokens_of(indexed(document)):
                holders[token] |= 1 << number
            places[write(self._memory, document, b"", None)] = number
        for token in by_token.keys() & holders.keys():
            candidates.update((id(each), each) for each in by_token[token])
        run = self._memory.execute
        for each in candidates.values():
            if not _can_hold(each.needs, holders):
                continue
            for (row,) in run(each.condition.sql, each.condition.parameters):
                if each.search.holds(batch[places[row]]):
                    for watch in each.watches:
                        yield watch, places[row]


def _can_hold(needs: Sequence[Anchors], holders: Mapping[str, int]) -> bool:
    """Whether any document of the batch holds one token of each need."""
    left = -1
    for need in needs:
        found = 0
        for token in need:
            found |= holders.get(token, 0)
        left &= found
        if not left:
            return False
    return True
