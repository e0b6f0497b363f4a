"""Batches of readings and shifts into Elasticsearch, past the watches, and on to the alert role.

The order makes a crash at any point harmless: documents first, then hits, and only then does the
batch count as read; all three may come again and change nothing.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from runtime.kafka import KafkaFailure, Passing, Publisher, Record, headers_of
from runtime.kafka.consuming import Outcome
from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from runtime.metrics.cluster import HITS, MATCH_SECONDS
from runtime.tracing import follow
from search.alerts.kafka.book import WatchBook
from search.alerts.kafka.scanned import TYPE as SCANNED
from search.alerts.kafka.scanned import Scanned
from search.alerts.matching import Matcher
from search.alerts.meeting import meetings
from search.alerts.searching import PartyName
from search.index.delays import stages, steps_of
from search.index.documents import articles_of, kind_of
from search.index.elastic import ElasticAway, ElasticIndex
from search.index.elastic.planning import Place
from search.index.elastic.writing import Outcome as Written
from search.index.protocol import Document, StoreUnavailable
from search.indexing.batch import Batch, rounds
from wire import codec
from wire.article import Article
from wire.met import Met
from wire.reading import Reading, read_in
from wire.shift import Shift

EXPUNGE_SECONDS = 60.0
"""After a takedown: by then Elasticsearch lets go of what was overwritten."""


class Indexing:
    """Works batches of the topics of statements and shifts, as `runtime.kafka.Handle` says."""

    def __init__(
        self,
        index: ElasticIndex,
        book: WatchBook,
        publisher: Publisher,
        *,
        now: Callable[[], datetime],
        registry: Registry,
        party_name: PartyName = str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._index, self._book, self._publisher = index, book, publisher
        self._now, self._registry, self._party_name = now, registry, party_name
        self._matcher: Matcher | None = None
        self._generation = -1
        self._monotonic = monotonic
        self._erased_at: float | None = None

    async def __call__(self, records: Sequence[Record]) -> Sequence[Outcome]:
        """Take a batch; gives those messages that can never be taken.

        Raises `Passing` while Elasticsearch is away or takes no writes, `KafkaFailure` where no
        waiting mends what is wrong with it.
        """
        batch = Batch.of(records, self._now())
        try:
            told = await asyncio.to_thread(self._take, batch)
        except ElasticAway as error:
            raise Passing(str(error)) from error
        except StoreUnavailable as error:
            raise KafkaFailure(str(error)) from error
        await asyncio.gather(
            *(self._publish(met, batch.cause(met.document)) for met in told),
            *(self._count(each) for each in batch.scanned(self._now())),
        )
        self._measure(batch)
        return batch.rejected

    async def _count(self, scanned: Scanned) -> None:
        key = f"{SCANNED}|{scanned.id}"
        await self._publisher.publish("hits", key, codec.encode(scanned), headers_of(SCANNED))

    def close(self) -> None:
        """Let go of the compiled watches."""
        if self._matcher is not None:
            self._matcher.close()
            self._matcher = None

    def _take(self, batch: Batch) -> list[Met]:
        """Write the batch; what is to be told of it: of each document the last that was written."""
        standing: dict[Place, Document] = {}
        for readings in rounds(batch.readings):
            standing |= self._keep_readings(batch, readings)
        standing |= self._keep(batch, batch.shifts)
        self._stamp_shifts(batch)
        self._expunge()
        return self._told(batch, tuple(standing.values()))

    def _keep_readings(self, batch: Batch, readings: Sequence[Reading]) -> dict[Place, Document]:
        for each in readings:
            if each.removed:
                self._index.erase(None, each.id)
                self._erased_at = self._monotonic()
        read = {each.id: read_in(each) for each in readings if not each.removed}
        for article in self._index.edited([article for article, _ in read.values()]):
            self._index.keep_revision(None, article, read[article.id][1])
        documents: list[Document] = [each.article for each in readings]
        for each in readings:
            documents += each.statements
        return self._keep(batch, documents)

    def _keep(self, batch: Batch, documents: Sequence[Document]) -> dict[Place, Document]:
        outcome: Written = self._index.write(documents)
        batch.rejected += [batch.guilty(each, why) for each, why in outcome.refused]
        return {(kind_of(each), each.id): each for each in outcome.standing}

    def _expunge(self) -> None:
        """Some time after a takedown; where this process ends before, `indices prune` does it."""
        erased_at = self._erased_at
        if erased_at is not None and self._monotonic() - erased_at >= EXPUNGE_SECONDS:
            self._erased_at = None
            self._index.expunge()

    def _stamp_shifts(self, batch: Batch) -> None:
        """A shift went the way of the article whose words are its later side."""
        later = {each.id: each.after.article_id for each in batch.shifts if each.after.article_id}
        found = self._index.articles(set(later.values()))
        for shift_id, article_id in later.items():
            if article_id in found:
                batch.stamps[shift_id] = {**stages(found[article_id]), **batch.stamps[shift_id]}

    def _told(self, batch: Batch, documents: Sequence[Document]) -> list[Met]:
        began = time.perf_counter()
        matches = self._compiled().match(documents)
        self._registry.observe(MATCH_SECONDS, time.perf_counter() - began)
        for _, document in matches:
            self._registry.add(HITS, subject=kind_of(document))
        book = self._book
        return list(meetings(documents, matches, book.watches, batch.stamps, book.owners))

    def _compiled(self) -> Matcher:
        self._book.update()
        if self._matcher is None or self._generation != self._book.generation:
            self.close()
            watches = sorted(self._book.watches.values(), key=lambda w: (w.created_at, w.id))
            self._matcher = Matcher(watches, self._party_name)
            self._generation = self._book.generation
        return self._matcher

    def _measure(self, batch: Batch) -> None:
        for reading in batch.readings:
            for step, seconds in steps_of(reading.article).items():
                self._registry.observe(metrics.DELAY_SECONDS, max(0.0, seconds), step=step)

    async def _publish(self, met: Met, cause: str) -> None:
        article = _article_of(met.document)
        trace = follow(cause, article, "index", met.document.id).traceparent
        headers = headers_of("hit", article=article, traceparent=trace)
        await self._publisher.publish("hits", met.key, codec.encode(met), headers)


def _article_of(document: Document) -> str:
    """The article that a document follows from; of a shift the one with the later words."""
    match document:
        case Article():
            return document.id
        case Shift():
            return document.after.article_id or ""
        case _:
            return articles_of(document)[0]
