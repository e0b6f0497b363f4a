"""The index as its users see it: `Index` over the one SQLite file."""

# ruff: noqa: S608 (names of tables are constants, every value is a bound parameter)

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import cast

from runtime.sqlite import Database
from search.index.documents import TYPES, kind_of, moment_of
from search.index.local import counting, forgetting, reading, revisions, standing, writing
from search.index.local.conditions import condition, rows
from search.index.local.limits import Check, each_in_time, time_limit
from search.index.local.schema import TABLES
from search.index.protocol import (
    KINDS,
    Applied,
    Counted,
    Document,
    Kind,
    Order,
    Page,
    Revision,
    Standing,
)
from search.query import EVERYTHING, And, Keyword, Query
from search.text import key
from wire.article import Article
from wire.codec import decode
from wire.shift import Shift
from wire.statement import Statement

SEARCH_SECONDS = 10.0
"""How long a search or its facets may take; a search of a million statements takes a tenth."""

SCAN_TIMES = 6
"""A scan, which sorts all that it finds, may take so many times as long until its next document."""


class SqliteIndex:
    """See `search.index.Index` for what each call gives and raises. May be used from any thread."""

    def __init__(
        self,
        database: Database,
        search_seconds: float = SEARCH_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._seconds = search_seconds
        self._monotonic = monotonic

    def apply(
        self,
        tx: sqlite3.Connection,
        articles: Iterable[Article] = (),
        statements: Iterable[Statement] = (),
        shifts: Iterable[Shift] = (),
    ) -> Applied:
        """Keep the documents, in the caller's write transaction."""
        documents: Iterable[Document] = chain(articles, statements, shifts)
        return Applied(*writing.apply(tx, documents))

    def erase(self, tx: sqlite3.Connection, article_id: str) -> int:
        """Takedown. Give a transaction of `Database.write(erasing=True)`."""
        return forgetting.erase(tx, article_id)

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Forget what is of the months before."""
        return forgetting.prune(tx, before)

    def keep_revision(
        self, tx: sqlite3.Connection, article: Article, statements: Iterable[Statement]
    ) -> None:
        """Keep a text of an article beside the others; before it is applied."""
        revisions.keep(tx, Revision(article, tuple(statements)))

    def rebuild_if_needed(self, tx: sqlite3.Connection) -> int:
        """For the start of the program: how many documents a new normaliser made anew."""
        return writing.rebuild_if_needed(tx)

    def search(
        self,
        kind: Kind,
        query: Query,
        limit: int = 20,
        after: str | None = None,
        order: Order = "date",
    ) -> Page:
        """One page of hits."""
        with self._limited() as (connection, check):
            return reading.page(
                connection, kind, query, limit=limit, after=after, order=order, check=check
            )

    def count(self, kind: Kind, query: Query = EVERYTHING) -> int:
        """How many match, exactly."""
        matching = rows(query, TABLES[kind])
        with self._limited() as (connection, _):
            if query == EVERYTHING:
                return counting.how_many(connection, kind)
            (number,) = connection.execute(
                f"SELECT count(*) FROM ({matching.sql})", matching.parameters
            ).fetchone()
        return int(number)

    def counted(self, kind: Kind, query: Query) -> Counted:
        """Counts per field and value, and per day."""
        with self._limited() as (connection, check):
            return counting.counted(connection, kind, query, check)

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """One document."""
        with self._database.read() as connection:
            return reading.kept(connection, kind, identifier)

    def revisions(self, article_id: str) -> list[Revision]:
        """The texts that an article has had."""
        with self._database.read() as connection:
            return revisions.known(connection, article_id)

    def scan(self, kind: Kind, query: Query = EVERYTHING) -> Iterator[Document]:
        """All that matches, by id, in one moment of the file."""
        matching = condition(query, TABLES[kind])
        with self._database.read() as connection:
            for (body,) in each_in_time(
                connection,
                f"SELECT d.body FROM {TABLES[kind].documents} d WHERE {matching.sql} ORDER BY d.id",
                matching.parameters,
                SCAN_TIMES * self._seconds,
                self._monotonic,
            ):
                yield decode(body, TYPES[kind])

    def timeline(
        self, party: str, issue: str | None = None, limit: int = 1_000
    ) -> list[Statement | Shift]:
        """The party's newest statements and shifts, oldest first."""
        query: Query = Keyword("party", key(party))
        if issue is not None:
            query = And((query, Keyword("issue", key(issue))))
        found: list[Document] = []
        with self._limited() as (connection, _):
            for kind in ("statement", "shift"):
                found += reading.newest(connection, kind, query, limit)
        newest = sorted(found, key=_place, reverse=True)[:limit]
        return cast(list[Statement | Shift], newest[::-1])

    def standings(self) -> list[Standing]:
        """Where each party stands on each issue."""
        with self._limited() as (connection, check):
            return standing.standings(connection, check)

    @contextmanager
    def _limited(self) -> Iterator[tuple[sqlite3.Connection, Check]]:
        with (
            self._database.read() as connection,
            time_limit(connection, self._seconds, self._monotonic) as check,
        ):
            yield connection, check


def _place(document: Document) -> tuple[datetime, int, str]:
    return moment_of(document), KINDS.index(kind_of(document)), document.id
