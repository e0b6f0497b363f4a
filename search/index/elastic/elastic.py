"""The index as its users see it: `Index` over Elasticsearch."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import chain
from typing import cast

from runtime.metrics import Registry
from runtime.settings import Settings
from search.index.documents import kind_of, moment_of
from search.index.elastic import (
    administration,
    counting,
    forgetting,
    planning,
    reading,
    revisions,
    writing,
)
from search.index.elastic.bulk import Bulk
from search.index.elastic.connection import Connection, connect
from search.index.elastic.errors import ElasticRefused
from search.index.elastic.months import Months
from search.index.elastic.names import Names
from search.index.elastic.writing import Outcome
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
from wire.shift import Shift
from wire.statement import Statement

SEARCH_SECONDS = 10.0
"""How long a search or its facets may take."""

WRITERS = 2
PART = 250
"""Documents of one part of a batch."""

SCAN_TIMES = 6
"""The next documents of a scan, which sorts all that it finds, may take so many times as long."""


class RefusedDocuments(Exception):
    """Documents that Elasticsearch can never take; all others of the call were written."""

    def __init__(self, refused: Sequence[tuple[Document, str]]) -> None:
        self.refused = tuple(refused)
        document, why = self.refused[0]
        super().__init__(f"{len(self.refused)} documents refused, such as {document.id}: {why}")


class ElasticIndex:
    """See `search.index.Index` for what each call gives and raises. May be used from any thread.

    There are no transactions: each document is written for good, and found within a second. All
    calls raise `StoreUnavailable` where Elasticsearch can't be asked.
    """

    def __init__(
        self,
        connection: Connection,
        names: Names,
        search_seconds: float = SEARCH_SECONDS,
        sleep: Callable[[float], object] = time.sleep,
        registry: Registry | None = None,
    ) -> None:
        self.connection = connection
        self.names = names
        self._seconds = search_seconds
        self._months = Months(connection, names)
        self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="elastic")
        self._bulk = Bulk(connection, self._months, sleep, registry=registry)

    def apply(
        self,
        tx: None = None,
        articles: Iterable[Article] = (),
        statements: Iterable[Statement] = (),
        shifts: Iterable[Shift] = (),
    ) -> Applied:
        """Keep the documents. Raises `RefusedDocuments` for those that can never be."""
        outcome = self.write([*chain[Document](articles, statements, shifts)])
        if outcome.refused:
            raise RefusedDocuments(outcome.refused)
        return Applied(outcome.written, outcome.skipped)

    def write(self, documents: Sequence[Document]) -> Outcome:
        """Keep the documents, those with one id in their order; which were not, and why.

        While Elasticsearch takes one part of them the words of the next are made.
        """
        parts = planning.parted(documents, PART)
        if len(parts) == 1:
            outcome = self._write(parts[0])
        else:
            outcome = writing.together(self._writers.map(self._write, parts))
        gone = [each.id for each in documents if isinstance(each, Article) and each.removed]
        revisions.forget(self.connection, self.names, gone)
        return outcome

    def _write(self, documents: Sequence[Document]) -> Outcome:
        return writing.apply(self.connection, self.names, self._bulk, documents)

    def keep_revision(self, tx: None, article: Article, statements: Iterable[Statement]) -> None:
        """Keep a text of an article beside the others; before it is applied."""
        revisions.keep(self.connection, self.names, self._months, article, statements)

    def edited(self, articles: Sequence[Article]) -> list[Article]:
        """Those that the index has with another text: only of them there is a revision to keep."""
        return revisions.edited(self.connection, self.names, articles)

    def erase(self, tx: None, article_id: str) -> int:
        """Takedown: forget the text of an article, its statements, the shifts that quote it."""
        return forgetting.erase(self.connection, self.names, self._bulk, article_id)

    def expunge(self) -> None:
        """Let the words of what was erased leave the server's files; half a minute after it."""
        forgetting.expunge(self.connection, self.names)

    def prune(self, tx: None, before: datetime) -> int:
        """Forget what is of the months before: whole indices."""
        return forgetting.prune(self.connection, self.names, self._months, before)

    def refresh(self) -> None:
        """Let all that was applied be found now, and not only within the second."""
        every = [self.names.all_of(kind) for kind in KINDS]
        with self.connection.asking() as client:
            client.indices.refresh(index=every, ignore_unavailable=True)

    def search(
        self,
        kind: Kind,
        query: Query,
        limit: int = 20,
        after: str | None = None,
        order: Order = "date",
    ) -> Page:
        """One page of hits."""
        return reading.page(
            self.connection,
            self.names,
            kind,
            query,
            limit=limit,
            after=after,
            order=order,
            seconds=self._seconds,
        )

    def count(self, kind: Kind, query: Query = EVERYTHING) -> int:
        """How many match, exactly."""
        return counting.count(self.connection, self.names, kind, query, self._seconds)

    def counted(self, kind: Kind, query: Query) -> Counted:
        """Counts per field and value, and per day."""
        return counting.counted(self.connection, self.names, kind, query, self._seconds)

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """One document, as of now."""
        return reading.kept(self.connection, self.names, kind, identifier)

    def articles(self, identifiers: Collection[str]) -> dict[str, Article]:
        """Those of these articles that are there, as of now, by id."""
        found = reading.kept_of(self.connection, self.names, "article", identifiers)
        return {each.id: each for each in found if isinstance(each, Article)}

    def revisions(self, article_id: str) -> list[Revision]:
        """The texts that an article has had."""
        return revisions.known(self.connection, self.names, article_id)

    def scan(self, kind: Kind, query: Query = EVERYTHING) -> Iterator[Document]:
        """All that matches, by id, in one moment of the indices."""
        seconds = SCAN_TIMES * self._seconds
        return reading.scan(self.connection, self.names, kind, query, seconds)

    def timeline(
        self, party: str, issue: str | None = None, limit: int = 1_000
    ) -> list[Statement | Shift]:
        """The party's newest statements and shifts, oldest first."""
        query: Query = Keyword("party", key(party))
        if issue is not None:
            query = And((query, Keyword("issue", key(issue))))
        found: list[Document] = []
        for kind in ("statement", "shift"):
            found += reading.newest(
                self.connection, self.names, kind, query, limit=limit, seconds=self._seconds
            )
        newest = sorted(found, key=_place, reverse=True)[:limit]
        return cast(list[Statement | Shift], newest[::-1])

    def standings(self) -> list[Standing]:
        """Where each party stands on each issue."""
        return counting.standings(self.connection, self.names, self._seconds)

    def close(self) -> None:
        """Let the connections go."""
        self._writers.shutdown()
        self.connection.close()


def open_index(settings: Settings) -> ElasticIndex:
    """The index that the settings tell, checked: it serves, and its indices are of this program.

    Raises `StoreUnavailable`, which says what to do: no address, nobody there, a wrong password, a
    certificate that is not trusted, templates that were never applied.
    """
    index = unchecked(settings)
    try:
        index.connection.check()
        administration.check(index.connection, index.names)
    except BaseException:
        index.close()
        raise
    return index


def unchecked(settings: Settings, registry: Registry | None = None) -> ElasticIndex:
    """The same without asking anything yet, for whoever waits until it serves."""
    try:
        names = Names(settings.prefix)
    except ValueError as error:
        raise ElasticRefused(str(error)) from error
    return ElasticIndex(connect(settings), names, registry=registry)


def _place(document: Document) -> tuple[datetime, int, str]:
    return moment_of(document), KINDS.index(kind_of(document)), document.id
