"""What the console shows that is not in the index, from the one file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ingest.decide.health import FeedMemory, health, is_silent
from parley.local.store import LocalStore
from processors.local import changed_since, earlier
from runtime.clock import Clock
from runtime.ledger import Balance
from search.console import FeedReport, HistoryEntry
from search.index import Index
from search.index.delays import steps_of
from search.query import EVERYTHING
from wire import Article, DeadLetter


class LocalSources:
    """See `search.console.Sources`."""

    def __init__(self, store: LocalStore, clock: Clock, index: Index[Any] | None = None) -> None:
        """`index` where the articles are in another one than the store's own."""
        self._store = store
        self._clock = clock
        self._index: Index[Any] = index or store.index

    def history(self, shift_id: str) -> Sequence[HistoryEntry]:
        """What happened to a shift."""
        return [
            HistoryEntry(
                recorded_at=each.recorded_at,
                version=each.version,
                status=each.status,
                reason=each.reason,
                replaced_by=each.replaced_by,
                article_id=each.article_id,
            )
            for each in self._store.history(shift_id)
        ]

    def earlier(self, shift_id: str) -> Sequence[str]:
        """The shifts whose place this one took."""
        with self._store.database.read() as connection:
            return earlier(connection, shift_id)

    def changed_since(self, number: int | None) -> tuple[int, Sequence[str]]:
        """Which shifts changed after a number."""
        with self._store.database.read() as connection:
            return changed_since(connection, number)

    def feeds(self) -> Sequence[FeedReport]:
        """How each feed is."""
        return self.reports(self._store.feeds.feeds())

    def reports(self, feeds: Iterable[FeedMemory]) -> Sequence[FeedReport]:
        """How feeds are, from what is remembered of them."""
        now = self._clock.now()
        return [
            FeedReport(
                url=each.url,
                title=each.title,
                words=health(each, now),
                failing=bool(each.failures) or each.gone,
                silent=is_silent(each, now),
                failures=each.failures,
                status=each.status,
                last_attempt_at=each.last_attempt_at,
                last_success_at=each.last_success_at,
                last_new_at=each.last_new_at,
                next_poll_at=each.next_poll_at,
            )
            for each in feeds
        ]

    def stages(self, since: datetime | None = None) -> Mapping[str, Balance]:
        """The account of each stage."""
        return self._store.ledger.totals(since)

    def delays(self, limit: int) -> Mapping[str, Sequence[float]]:
        """How long each step of the way took the newest."""
        found: dict[str, list[float]] = {}
        for hit in self._index.search("article", EVERYTHING, limit).hits:
            if isinstance(hit.document, Article):
                for step, seconds in steps_of(hit.document).items():
                    found.setdefault(step, []).append(seconds)
        found["stored_sent"] = self._store.alerts.seconds_to_send(limit)
        return found

    def outbox(self) -> Mapping[str, int]:
        """Messages that are not sent yet."""
        return self._store.alerts.waiting()

    def bytes(self) -> int:
        """The file with its log."""
        return self._store.database.size()

    def waiting_letters(self) -> int:
        """Dead letters that wait."""
        return sum(self._store.letters.waiting().values())

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        """Dead letters that wait."""
        return self._store.letters.list(limit=limit)

    def letter(self, identifier: str) -> DeadLetter | None:
        """One dead letter."""
        return self._store.letters.get(identifier)
