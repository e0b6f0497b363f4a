"""One entry of a feed becomes an article, a drop or a dead letter, and is handed over."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from ingest.articles import Origin, put_together
from ingest.decide.dates import judge
from ingest.decide.entries import (
    DropReason,
    FetchPage,
    Outcome,
    Remembered,
    Skip,
    Take,
    decide,
    entry_hash,
    fetched,
    gives_up,
    is_passing,
    text_of_page,
)
from ingest.feeds import Feed
from ingest.hosts import Hosts
from ingest.parse import Entry
from ingest.sink import Arrival, Dropped, Sink
from ingest.state import FeedState, SeenMark
from ingest.text import Page, language_of, read_page
from runtime.clock import Clock
from runtime.http import FetchError
from runtime.sqlite import StorageError
from wire import Article, DeadLetter
from wire.dead_letter import ErrorClass, dead_letter

log = logging.getLogger(__name__)

BEGINNING = 64 * 1024
"""Bytes kept of an article that is too large to be kept whole."""

PAGE_BYTES = 16 * 1024 * 1024


Progress = Literal["new", "changed", "unchanged", "waiting"]
"""How an entry stood to what is remembered; a "waiting" one has to come again for its page."""


class _NotYet(Exception):
    """The page can't be had now, and may be had later; the message says why."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry on its way, with what is known of it."""

    feed: Feed
    entry: Entry
    identity: str
    known: Remembered | None
    now: datetime

    @property
    def first_seen_at(self) -> datetime:
        return self.known.first_seen_at if self.known else self.now

    @property
    def attempts(self) -> int:
        waiting = self.known is not None and self.known.outcome == "waiting"
        return self.known.attempts if self.known and waiting else 0

    def mark(self, outcome: Outcome, attempts: int = 0) -> SeenMark:
        return SeenMark(
            outlet_domain=self.feed.outlet.domain,
            identity=self.identity,
            first_seen_at=self.first_seen_at,
            entry_hash=entry_hash(self.entry),
            outcome=outcome,
            attempts=attempts,
        )


class EntryReader:
    """Reads entries, also several at once; the same entry of two feeds one after the other."""

    def __init__(
        self, hosts: Hosts, state: FeedState, clock: Clock, sink: Sink, max_article_bytes: int
    ) -> None:
        self._hosts = hosts
        self._state = state
        self._clock = clock
        self._sink = sink
        self._max_article_bytes = max_article_bytes
        self._under_way: dict[tuple[str, str], asyncio.Event] = {}

    async def read(self, feed: Feed, entry: Entry, identity: str) -> Progress:
        """Deal with an entry; returns when what came of it is stored."""
        key = (feed.outlet.domain, identity)
        while (other := self._under_way.get(key)) is not None:
            await other.wait()
        done = self._under_way[key] = asyncio.Event()
        try:
            known = await asyncio.to_thread(self._state.entry, *key)
            return await self._read(_Item(feed, entry, identity, known, self._clock.now()))
        finally:
            del self._under_way[key]
            done.set()

    async def _read(self, item: _Item) -> Progress:
        try:
            intent = await asyncio.to_thread(decide, item.entry, item.known)
        except Exception as error:
            await self._crashed(item, error)
            return "new"
        page = Page(title="", text="")
        match intent:
            case Skip():
                return "unchanged"
            case Take():
                text = intent.text
            case FetchPage():
                try:
                    page = await self._page(intent.url, item)
                except _NotYet as reason:
                    attempts = item.attempts + 1
                    if not gives_up(attempts):
                        log.info("page waited for: %s (%s)", intent.url, reason)
                        await self._settle(item.mark("waiting", attempts))
                        return "waiting"
                if not page.text and item.known is not None and item.known.article_id is not None:
                    # A summary is no new revision of an article whose full text is there.
                    await self._settle(item.mark("article"))
                    return "unchanged"
                text = text_of_page(page.text, intent.fallback)
        size = len(text.encode("utf-8", "replace"))
        if size > self._max_article_bytes:
            await self._too_large(item, text, size)
            return "new"
        try:
            article = await asyncio.to_thread(self._article, item, page, text)
        except Exception as error:
            await self._crashed(item, error)
        else:
            await self._hand_over(item, article)
        return "changed" if item.known and item.known.article_id else "new"

    async def _settle(self, mark: SeenMark) -> None:
        try:
            await asyncio.to_thread(self._state.settle, mark)
        except StorageError as error:
            # Nothing is lost: an entry without its mark comes again.
            log.error("%s", error)

    async def _crashed(self, item: _Item, error: Exception) -> None:
        """Hostile markup breaks parsers in its own ways: the entry is kept, the rest goes on."""
        original = msgspec.json.encode(_encodable(item.entry))
        letter = self._letter(item, "crashed", repr(error), original)
        await self._sink.dead(letter, item.mark("dead"))

    async def _page(self, url: str, item: _Item) -> Page:
        """The article's page; an empty one where it will never be had. Raises `_NotYet`."""
        if self._hosts.has_stopped(url):
            raise _NotYet("the host asked for a pause")
        allowed = await self._hosts.may_read(url)
        if allowed is None:
            raise _NotYet("robots.txt can't be had")
        if not allowed:
            log.info("robots.txt does not allow the page: %s", url)
            return Page(title="", text="")
        try:
            pause = await self._hosts.crawl_delay(url)
            response = await self._hosts.get(url, "page", max_bytes=PAGE_BYTES, pause=pause)
        except FetchError as error:
            if error.kind in ("timeout", "dns", "connection", "tls"):
                raise _NotYet(str(error)) from error
            log.info("page left alone: %s", error)
            return Page(title="", text="")
        content_type = response.headers.get("Content-Type", "")
        if is_passing(response.status):
            raise _NotYet(f"status {response.status}")
        if response.status != 200 or not _is_markup(content_type):
            log.info("no page: status %d, %s: %s", response.status, content_type, url)
            return Page(title="", text="")
        try:
            return await asyncio.to_thread(read_page, response.body, content_type, response.url)
        except Exception as error:
            # The summary is still worth something; the page is kept for a look.
            original = response.body[:BEGINNING]
            letter = self._letter(item, "crashed", f"{url}: {error!r}", original)
            await self._sink.dead(letter, None)
            return Page(title="", text="")

    async def _hand_over(self, item: _Item, article: Article) -> None:
        reason: DropReason | None = None
        if not article.text.strip():
            reason = "no_text"
        elif article.language != "en":
            reason = "language"
        if reason is not None:
            mark = item.mark("dropped")
            await self._sink.dropped(Dropped(reason, item.feed.url, item.now, 1, mark))
            return
        mark = SeenMark.of(article, entry_hash(item.entry))
        if item.known is not None and item.known.content_hash == article.content_hash:
            # The entry says the same in other markup: nothing to tell anybody.
            await self._settle(mark)
            return
        raw = msgspec.json.encode(_encodable(item.entry))
        await self._sink.arrived(Arrival(article, mark, raw))

    def _article(self, item: _Item, page: Page, text: str) -> Article:
        entry = item.entry
        title = entry.title or page.title
        language = language_of(f"{title}\n{text}", entry.language or page.language)
        dated = judge(entry.claimed or page.published, item.now, entry.parsed)
        origin = Origin(
            identity=item.identity,
            outlet=item.feed.outlet,
            first_seen_at=item.first_seen_at,
            fetched_at=fetched(item.known, item.now),
            feed=item.feed.url,
            url=entry.link,
        )
        return put_together(origin, title, text, dated, language)

    async def _too_large(self, item: _Item, text: str, size: int) -> None:
        whole = text.encode("utf-8", "replace")
        reason = f"a text of {size} bytes, the limit is {self._max_article_bytes}"
        letter = self._letter(item, "too_large", reason, whole[:BEGINNING], whole)
        await self._sink.dead(letter, item.mark("dead"))

    def _letter(
        self,
        item: _Item,
        error: ErrorClass,
        text: str,
        original: bytes,
        whole: bytes | None = None,
    ) -> DeadLetter:
        return dead_letter(
            "parse",
            error,
            text,
            original,
            position=f"{item.feed.url} {item.identity}",
            at=item.now,
            first_seen_at=item.first_seen_at,
            whole=whole,
            feed=item.feed.url,
        )


def _is_markup(content_type: str) -> bool:
    return not content_type or "html" in content_type.lower() or "xml" in content_type.lower()


def _encodable(entry: Entry) -> Entry:
    """The entry without lone surrogates, which JSON in UTF-8 cannot hold."""
    changed = {
        name: value.encode("utf-8", "replace").decode()
        for name, value in msgspec.structs.asdict(entry).items()
        if isinstance(value, str) and not value.isascii()
    }
    return msgspec.structs.replace(entry, **changed)
