"""The stage of articles: read, settled with their other revisions, told, then kept."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgspec

from processors.faust import article_sets
from processors.faust.around import Around, Event
from processors.faust.outputs import tell_positions, tell_reading
from processors.faust.tables import Kept
from runtime.kafka import Poison, Record
from runtime.metrics.catalogue import EXTRACT_SECONDS, STATEMENTS
from wire import Article, Horizon, Statement
from wire.dead_letter import Stage
from wire.horizon import HORIZON
from wire.ids import month

Extract = Callable[[Article], Awaitable[tuple[Statement, ...]]]
"""Reads an article. Raises `Poison` for one that can't be read, `Passing` when none can now."""

AGAIN = "again"
"""Header of an article that is to be read anew though this revision of it is known: a replay."""


DELETED_AT_ONCE = 200

Begun = tuple[Article, tuple[Statement, ...]]


class ReadArticles:
    """One revision in, what changed of its article out; or a horizon, to forget what is older."""

    stage: Stage = "extract"
    at_once = 8
    """The extraction always has the next one; each may be of some MiB."""

    def __init__(self, around: Around, extract: Extract, table: Kept) -> None:
        self._around, self._extract, self._table = around, extract, table

    async def begin(self, event: Event, record: Record) -> Begun | Horizon:
        """Read the article, if it is not known: this may run while others before it are kept."""
        if record.about.type == HORIZON:
            return record.decode(Horizon)
        article = record.decode(Article)
        if article.id != record.key_text:
            raise Poison("malformed", f"the key is not the article's id, {article.id}")
        size = len(article.text.encode("utf-8", "surrogatepass"))
        if size > self._around.settings.max_article_bytes:
            raise Poison("too_large", f"a text of {size} bytes; see `max_article_bytes`")
        held = article_sets.unpacked(self._table.get(event, article.id))
        if article.removed or self._left_out(held, article, record):
            return article, ()
        began = time.perf_counter()
        statements = await self._extract(article)
        seconds = time.perf_counter() - began
        self._around.registry.observe(
            EXTRACT_SECONDS, seconds, profile=self._around.settings.profile
        )
        stamps = {**article.stamps, "extracted": self._around.clock.now()}
        return msgspec.structs.replace(article, stamps=stamps), statements

    async def finish(self, event: Event, record: Record, begun: Begun | Horizon) -> str | None:
        """Tell what changed, then keep it. Gives the reason why an article was left out."""
        if isinstance(begun, Horizon):
            await self._forget(event, month(begun.before))
            return None
        article, statements = begun
        held = article_sets.unpacked(self._table.get(event, article.id))
        if article.removed:
            changed, told = article_sets.take_down(held, article)
        elif reason := self._left_out(held, article, record):
            return reason
        else:
            changed, told = article_sets.put(held, article, statements)
        # Nothing is told before it is known that all of it can be kept.
        value = article_sets.packed(changed)
        self._table.fits(article.id, value)
        outputs = [tell_positions(self._around.publisher, told.positions, record.about)]
        if told.reading is not None:
            outputs.append(tell_reading(self._around.publisher, told.reading, record.about))
        await asyncio.gather(*outputs)
        await self._table.put(event, {article.id: value})
        for statement in statements:
            self._around.registry.add(STATEMENTS, kind=statement.kind)
        return None

    async def _forget(self, event: Event, first: str) -> None:
        """Forget the articles of the months before; the marks of takedowns stay."""
        old = [
            key
            for key in self._table.keys(event)
            if key < first and not article_sets.unpacked(self._table.get(event, key)).taken_down
        ]
        for start in range(0, len(old), DELETED_AT_ONCE):
            await self._table.put(event, dict.fromkeys(old[start : start + DELETED_AT_ONCE]))

    @staticmethod
    def _left_out(held: article_sets.ArticleSet, article: Article, record: Record) -> str | None:
        if held.taken_down:
            return "taken_down"
        if held.has(article) and not any(name == AGAIN for name, _ in record.headers):
            return "known"
        return None
