"""One article through the house: read by the child, then stored with all its effects at once."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from ingest.state import SeenMark
from parley.local.extraction import ExtractionFailed, ExtractionProcess
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.logs import log_context
from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from runtime.sqlite import Writer
from search.index.delays import stages, steps_of
from wire import Article, DeadLetter, Shift, Statement, codec
from wire.dead_letter import Stage, dead_letter

log = logging.getLogger(__name__)

R = TypeVar("R")


class Pipeline:
    """Takes articles in, any number at once, and returns when their effects are stored.

    `on_shift` is told of each shift that is new or changed, after the commit.
    """

    def __init__(
        self,
        store: LocalStore,
        extraction: ExtractionProcess,
        clock: Clock,
        *,
        profile: str = "",
        on_shift: Callable[[Shift], None] = lambda shift: None,
        registry: Registry | None = None,
    ) -> None:
        self._store = store
        self._extraction = extraction
        self._clock = clock
        self._profile = profile
        self._on_shift = on_shift
        self.registry = registry or Registry()
        self._writer = Writer(store.database)
        self.under_way = 0

    async def accept(self, article: Article, seen: SeenMark) -> bool:
        """Read and store one article; its entry counts as seen in the same transaction.

        False for an article that can't be read: it is a dead letter then. Raises `StorageError`
        when nothing can be stored (the entry is not seen then, and comes again), and
        `ChildUnavailable`.
        """
        self.under_way += 1
        self.registry.set(metrics.WAITING_ARTICLES, self.under_way)
        try:
            with log_context(article=article.id, feed=article.feed or ""):
                return await self._accept(article, seen)
        finally:
            self.under_way -= 1
            self.registry.set(metrics.WAITING_ARTICLES, self.under_way)

    async def _accept(self, article: Article, seen: SeenMark) -> bool:
        started = time.perf_counter()
        try:
            statements = await self._extraction.extract(article)
        except ExtractionFailed as failure:
            log.warning("set aside as a dead letter: %s", failure)
            letter = self._letter(article, failure)
            await self.write(lambda tx: self._set_aside(tx, article, seen, letter))
            return False
        extracted_at, read = self._clock.now(), time.perf_counter()
        stamped, shifts = await self.write(
            lambda tx: self._keep(tx, article, seen, statements, extracted_at)
        )
        self._measure(started, read, statements, shifts)
        for step, seconds in steps_of(stamped).items():
            self.registry.observe(metrics.DELAY_SECONDS, max(0.0, seconds), step=step)
        for shift in shifts:
            self._on_shift(shift)
        return True

    async def keep(self, article: Article, statements: tuple[Statement, ...]) -> None:
        """Store an article with what was read from it already. Raises `StorageError`."""
        now = self._clock.now()
        await self.write(lambda tx: self._keep(tx, article, SeenMark.of(article), statements, now))

    async def rehearse(
        self,
        article: Article,
        seen: SeenMark,
        then: Callable[[sqlite3.Connection, Article], None],
    ) -> None:
        """Take an article the whole way and leave nothing of it but what `then` writes.

        Nobody ever sees it: what it wrote is taken back in the transaction that wrote it. Raises
        `ExtractionFailed`, also where nothing is read from it, and `StorageError`.
        """
        statements = await self._extraction.extract(article)
        if not statements:
            raise ExtractionFailed("internal", "no statement was read from what has one")
        extracted_at = self._clock.now()

        def work(tx: sqlite3.Connection) -> None:
            tx.execute("SAVEPOINT rehearsal")
            try:
                stamped, _ = self._keep(tx, article, seen, statements, extracted_at)
            finally:
                tx.execute("ROLLBACK TO rehearsal")
                tx.execute("RELEASE rehearsal")
            then(tx, stamped)

        await self.write(work)

    async def write(self, work: Callable[[sqlite3.Connection], R]) -> R:
        """Do `work` in a write transaction of its own, without holding up the event loop."""
        return await self._writer.write(work)

    def drop(
        self, tx: sqlite3.Connection, stage: Stage, hour: datetime, reason: str, n: int = 1
    ) -> None:
        """Count inputs that a stage left out on purpose; `hour` is any moment within theirs."""
        self._store.ledger.count(tx, stage, hour, "in", n=n)
        self._store.ledger.count(tx, stage, hour, "dropped", reason, n=n)
        self.registry.add(metrics.DROPPED, n, stage=stage, reason=reason)

    def dead(self, tx: sqlite3.Connection, letter: DeadLetter) -> None:
        """Keep a dead letter and count it."""
        self._store.letters.put(tx, letter)
        self._store.ledger.count(tx, letter.stage, letter.first_failed_at, "in")
        self._store.ledger.count(tx, letter.stage, letter.first_failed_at, "dead")
        self.registry.add(metrics.DEAD_LETTERS, stage=letter.stage, error=letter.error)

    def close(self) -> None:
        """Wait for the writer's last transaction."""
        self._writer.close()

    def _keep(
        self,
        tx: sqlite3.Connection,
        article: Article,
        seen: SeenMark,
        statements: tuple[Statement, ...],
        extracted_at: datetime,
    ) -> tuple[Article, tuple[Shift, ...]]:
        stamps = {**article.stamps, "extracted": extracted_at, "stored": self._clock.now()}
        stamped = msgspec.structs.replace(article, stamps=stamps)
        changes = self._store.sets.put(tx, stamped, statements)
        self._store.index.keep_revision(tx, stamped, statements)
        self._store.index.apply(
            tx, articles=changes.articles, statements=changes.statements, shifts=changes.shifts
        )
        self._store.alerts.take(
            tx, (*changes.articles, *changes.statements, *changes.shifts), stages(stamped)
        )
        self._store.feeds.mark_seen(tx, seen)
        self._store.ledger.count(tx, "extract", article.first_seen_at, "in")
        self._store.ledger.count(tx, "extract", article.first_seen_at, "done")
        return stamped, changes.shifts

    def _measure(
        self, started: float, read: float, statements: Iterable[Statement], shifts: Iterable[Shift]
    ) -> None:
        stored = time.perf_counter()
        self.registry.observe(metrics.EXTRACT_SECONDS, read - started, profile=self._profile)
        self.registry.observe(metrics.STORE_SECONDS, stored - read)
        self.registry.observe(metrics.SEEN_TO_STORED_SECONDS, stored - started)
        for statement in statements:
            self.registry.add(metrics.STATEMENTS, kind=statement.kind)
        for shift in shifts:
            self.registry.add(metrics.SHIFTS, direction=shift.direction, status=shift.status)

    def _set_aside(
        self, tx: sqlite3.Connection, article: Article, seen: SeenMark, letter: DeadLetter
    ) -> None:
        if self._store.sets.is_taken_down(tx, article.id):
            # Not even as a dead letter may its words come back.
            self.drop(tx, "extract", article.first_seen_at, "taken_down")
        else:
            self.dead(tx, letter)
        self._store.feeds.mark_seen(tx, seen)

    def _letter(self, article: Article, failure: ExtractionFailed) -> DeadLetter:
        return dead_letter(
            "extract",
            failure.kind,
            str(failure),
            codec.encode(article),
            position=article.url or article.identity,
            at=self._clock.now(),
            first_seen_at=article.first_seen_at,
            key=article.id,
            article_id=article.id,
            feed=article.feed,
            attempts=failure.attempts,
        )
