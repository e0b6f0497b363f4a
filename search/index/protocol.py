"""The contract of a store of documents. One suite of tests (tests/contract) holds for all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeVar

from search.query import EVERYTHING, Query
from search.text import Span
from wire.alert import Subject
from wire.article import Article
from wire.shift import Shift
from wire.statement import Statement

Kind = Subject
"""Which documents: "article", "statement", "shift"."""

KINDS: tuple[Kind, ...] = ("article", "statement", "shift")
Document = Article | Statement | Shift
Order = Literal["date", "relevance"]
Tx_contra = TypeVar("Tx_contra", contravariant=True)

MAX_LIMIT = 500
"""Hits on one page at most."""

MAX_TOTAL = 10_000
"""Hits are counted up to here; a larger number would change nobody's next step and costs time."""

MAX_FACETS = 50
"""Values of one facet at most, the most frequent first."""


class BadCursor(ValueError):
    """The cursor was not made by a page of this search."""


class SearchTimeout(Exception):
    """The search took longer than it may; a narrower one (a field, a date) is faster."""


@dataclass(frozen=True)
class Hit:
    """A document that matches, and the places of the words asked for.

    `highlights`: part of the document ("title", "text", "from.quote", "speaker.name", ...) ->
    places in that part, in code points.
    """

    kind: Kind
    id: str
    at: datetime
    document: Document
    highlights: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True)
class Page:
    """Some hits, the cursor of those after them (None at the end), and how many there are in all.

    `total` is exact up to `MAX_TOTAL`; beyond it `exact` is False and `total` is `MAX_TOTAL`.
    """

    hits: tuple[Hit, ...]
    next: str | None
    total: int
    exact: bool = True


@dataclass(frozen=True)
class Applied:
    """How many documents were written; `skipped` were older than, or the same as, what is kept."""

    written: int = 0
    skipped: int = 0


class Index(Protocol[Tx_contra]):
    """A store of documents. `tx` is the store's own kind of transaction.

    A caller may not assume that what it applied is found before the transaction is committed.
    """

    def apply(
        self,
        tx: Tx_contra,
        articles: Iterable[Article] = (),
        statements: Iterable[Statement] = (),
        shifts: Iterable[Shift] = (),
    ) -> Applied:
        """Keep each document if its version is not lower than the one kept.

        Old versions that come late change nothing. A removed document leaves its version behind and
        nothing of its text.
        """
        ...

    def erase(self, tx: Tx_contra, article_id: str) -> int:
        """Takedown: forget the text of an article, its statements, and the shifts that quote it.

        Nothing of the article comes back, whatever is applied later; a shift does, when it is
        applied with a version that no longer quotes it. Gives how many documents were forgotten.
        """
        ...

    def prune(self, tx: Tx_contra, before: datetime) -> int:
        """Forget the documents of the months before the one of `before`, by the month in the id."""
        ...

    def search(
        self,
        kind: Kind,
        query: Query,
        limit: int = 20,
        after: str | None = None,
        order: Order = "date",
    ) -> Page:
        """Matching documents, newest first and equal times by id; `after` is a page's `next`.

        `order="relevance"` puts the best first; what is best differs between stores.
        Raises BadCursor, SearchTimeout.
        """
        ...

    def count(self, kind: Kind, query: Query = EVERYTHING) -> int:
        """How many documents match, exactly. Raises SearchTimeout."""
        ...

    def facets(self, kind: Kind, query: Query) -> dict[str, list[tuple[str, int]]]:
        """How often each value of each field stands in the matching documents, most frequent first.

        Equal counts are ordered by value. Raises SearchTimeout.
        """
        ...

    def per_day(self, kind: Kind, query: Query) -> list[tuple[date, int]]:
        """How many documents match on each day (UTC) that has any, oldest first.

        Raises SearchTimeout.
        """
        ...

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """The document, or None where there is none or it was removed."""
        ...

    def scan(self, kind: Kind, query: Query = EVERYTHING) -> Iterator[Document]:
        """All matching documents sorted by id, as of the moment of the first one; no time limit."""
        ...

    def timeline(
        self, party: str, issue: str | None = None, limit: int = 1_000
    ) -> Sequence[Statement | Shift]:
        """The newest statements and shifts of a party, oldest first, statements before shifts."""
        ...
