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


MAX_COUNTED = 2_000
"""Values and days of a search are counted in its newest hits up to here (decision 9)."""


MAX_REVISIONS = 10
"""Texts of one article that are kept beside each other, the newest by the time of fetching."""

MAX_REVISION_LENGTH = 100_000
"""Code points of a text that is kept as a revision; of a longer one only the dates are."""


class BadCursor(ValueError):
    """The cursor was not made by a page of this search."""


class SearchTimeout(Exception):
    """The search took longer than it may; a narrower one (a field, a date) is faster."""


class StoreUnavailable(Exception):
    """The store can't be asked now, or does not let us in; the message says what to do."""


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
class Counted:
    """How often each value of each field stands in the documents, and how many are of each day.

    `facets`: by field, most frequent first and equal counts by value, `MAX_FACETS` at most;
    `days` (UTC): those that have any, oldest first. With `exact` all that matches was counted;
    without it only the newest `number` documents, so that every count is a least one.
    """

    facets: Mapping[str, Sequence[tuple[str, int]]]
    days: Sequence[tuple[date, int]]
    number: int
    exact: bool = True


@dataclass(frozen=True)
class Standing:
    """The last stance of a party on an issue, and the time of the statement that has it."""

    party: str
    issue: str
    stance: int
    at: datetime


@dataclass(frozen=True)
class Revision:
    """A text that an article has had, with what was read from it.

    `cut`: the text was longer than `MAX_REVISION_LENGTH`, and is not kept.
    """

    article: Article
    statements: tuple[Statement, ...]
    cut: bool = False


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

    def keep_revision(
        self, tx: Tx_contra, article: Article, statements: Iterable[Statement]
    ) -> None:
        """Keep a text of an article beside those it has had; to be called before it is applied.

        The first text of an article is no revision yet, nor is the same text again. What is kept
        does not depend on the order in which the texts come. Nothing is kept of an article that
        was taken down.
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

    def counted(self, kind: Kind, query: Query) -> Counted:
        """Counts by value and by day: of everything exactly, else of the newest `MAX_COUNTED` hits.

        Raises SearchTimeout.
        """
        ...

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """The document, or None where there is none or it was removed."""
        ...

    def revisions(self, article_id: str) -> Sequence[Revision]:
        """The texts that an article has had, oldest first; none for one that was never edited.

        The newest `MAX_REVISIONS` by the time of fetching, the text of now among them.
        """
        ...

    def scan(self, kind: Kind, query: Query = EVERYTHING) -> Iterator[Document]:
        """All matching documents sorted by id, as of the moment of the first one.

        All together may take any time. Raises SearchTimeout when one is long in coming.
        """
        ...

    def timeline(
        self, party: str, issue: str | None = None, limit: int = 1_000
    ) -> Sequence[Statement | Shift]:
        """The newest statements and shifts of a party, oldest first, statements before shifts."""
        ...

    def standings(self) -> Sequence[Standing]:
        """Where each party stands on each issue, by party and issue.

        The newest statement with a stance counts, of those with the same time the one with the
        highest id; only the newest `MAX_COUNTED` statements are looked at. Raises SearchTimeout.
        """
        ...
