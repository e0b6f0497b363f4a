"""What must be remembered of feeds and entries, whatever remembers it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ingest.decide.entries import Outcome, Remembered
from ingest.decide.health import FeedMemory
from wire import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMark:
    """That an entry has been dealt with, to be written together with what came of it.

    An empty `entry_hash` leaves what is remembered of the entry's wording as it is (an article that
    came from a file, or was read again).
    """

    outlet_domain: str
    identity: str
    first_seen_at: datetime
    article_id: str | None = None
    entry_hash: str = ""
    content_hash: str = ""
    outcome: Outcome = "article"
    attempts: int = 0
    fetched_at: datetime | None = None

    @classmethod
    def of(cls, article: Article, entry_hash: str = "") -> "SeenMark":
        """The mark of an article."""
        return cls(
            outlet_domain=article.outlet.domain,
            identity=article.identity,
            first_seen_at=article.first_seen_at,
            article_id=article.id,
            entry_hash=entry_hash,
            content_hash=article.content_hash,
            fetched_at=article.fetched_at,
        )


class FeedState(Protocol):
    """A memory of feeds and entries. Every call may come from any thread.

    A caller may not assume that a mark is there before its transaction has ended.
    """

    def feeds(self) -> Sequence[FeedMemory]:
        """What is remembered of every feed that was ever asked, by address."""
        ...

    def feed(self, url: str) -> FeedMemory:
        """What is remembered of a feed; an empty memory for one that was never asked."""
        ...

    def save_feed(self, memory: FeedMemory) -> None:
        """Remember a feed, in a transaction of its own."""
        ...

    def forget_feed(self, url: str) -> None:
        """Forget a feed, so that it is asked as if for the first time. Its entries stay seen."""
        ...

    def entry(self, outlet_domain: str, identity: str) -> Remembered | None:
        """What is remembered of an entry."""
        ...

    def first_seen(self, outlet_domain: str, identity: str) -> datetime | None:
        """When an entry was first seen."""
        ...

    def mark_seen(self, tx: sqlite3.Connection, mark: SeenMark) -> None:
        """Mark an entry in the caller's transaction. The first sight of an earlier mark stays."""
        ...

    def settle(self, mark: SeenMark) -> None:
        """Mark an entry of which nothing else is to be stored, in a transaction of its own."""
        ...
