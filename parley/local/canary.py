"""The canary: an invented article goes the whole way now and then, and must arrive in time.

It is read by the extraction child, written by the same code into the same tables, matched with the
watches, and sent by the courier. What it wrote is taken back in the transaction that wrote it, so
that nobody ever finds it among the news; only its message is kept, until it has arrived.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from ingest.state import SeenMark
from parley.local.extraction import ExtractionFailed
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from runtime.signature import signature
from runtime.sqlite import StorageError
from search.alerts.local import deliveries, operations, outbox
from search.alerts.notice import CANARY, Notice
from search.alerts.operations import Trouble
from wire import Alert, Article, Outlet
from wire.ids import alert_id, article_id, content_hash, month

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
OUTLET = Outlet(name="The Canary", domain="canary.invalid")
TITLE = "A canary sings"
TEXT = (
    "“We will sit down with Borduria at the talks tomorrow,” the foreign minister of Syldavia,"
    " Olga Brandt, said."
)
"""Invented, as its countries are (Hergé). `canary.invalid` is nobody's (RFC 2606)."""


class Canary:
    """Sends the invented article, and says when it does not arrive in time."""

    def __init__(
        self, store: LocalStore, pipeline: Pipeline, clock: Clock, settings: Settings
    ) -> None:
        self._store = store
        self._pipeline = pipeline
        self._clock = clock
        self._settings = settings
        self._late_since: datetime | None = None

    async def run(self) -> None:
        """Send one every `canary_seconds`, until cancelled; none where that is 0."""
        while self._settings.canary_seconds > 0:
            await self.sing()
            await self._clock.sleep(self._settings.canary_seconds)

    async def sing(self) -> bool:
        """Send one, and wait until it has arrived or failed; whether it arrived in time.

        Whoever is to know of a late one is told while it is still on its way.
        """
        begun = self._clock.now()
        way = asyncio.create_task(self._go(begun), name="canary")
        try:
            await asyncio.wait({way}, timeout=self._settings.canary_late_seconds)
            in_time = way.done() and way.result()
            if not in_time:
                await self._tell(begun)
                await way
        except BaseException:
            way.cancel()
            raise
        if in_time:
            await self._tell(None)
        return in_time

    async def _go(self, begun: datetime) -> bool:
        """Take it the whole way; whether it was delivered in the end."""
        article = canary_article(begun)
        notice = _notice(article, begun)
        target = self._settings.canary_target or outbox.HERE
        try:
            await self._pipeline.rehearse(
                article,
                SeenMark.of(article),
                lambda tx, stamped: deliveries.put_canary(
                    tx, notice, target, stamped.stamps, self._clock.now()
                ),
            )
        except (ExtractionFailed, StorageError) as error:
            log.error("the canary can't be taken in: %s", error)
            return False
        while (state := await asyncio.to_thread(self._state, notice)) == "waiting":  # noqa: ASYNC110
            await asyncio.sleep(LOOK_SECONDS)
        seconds = (self._clock.now() - begun).total_seconds()
        if state == "delivered":
            self._pipeline.registry.observe(metrics.CANARY_SECONDS, max(0.0, seconds))
            self._pipeline.registry.set(metrics.CANARY_LAST_SECONDS, max(0.0, seconds))
        return state == "delivered"

    def _state(self, notice: Notice) -> str:
        with self._store.database.read() as connection:
            return deliveries.state(connection, notice.alert.id)

    async def _tell(self, late: datetime | None) -> None:
        """Tell the operators that it is late, or that it is not any more."""
        if late is not None:
            self._pipeline.registry.add(metrics.CANARY_LATE)
        self._late_since = (self._late_since or late) if late is not None else None
        since = self._late_since
        troubles = [_trouble(since, self._settings.canary_late_seconds)] if since else []
        now = self._clock.now()
        work: Callable[[sqlite3.Connection], object] = lambda tx: operations.tell(  # noqa: E731
            tx, CANARY, troubles, now
        )
        try:
            await self._pipeline.write(work)
        except StorageError as error:
            log.error("nobody can be told of the canary: %s", error)
        if since is not None:
            log.warning("the canary of %s has not arrived in time", since)


def canary_article(begun: datetime) -> Article:
    """The article that begins its way at this moment."""
    identity = f"canary:{begun.isoformat()}"
    return Article(
        id=article_id(OUTLET.domain, identity, begun),
        identity=identity,
        outlet=OUTLET,
        title=TITLE,
        text=TEXT,
        published_at=begun,
        published_trusted=True,
        first_seen_at=begun,
        fetched_at=begun,
        content_hash=content_hash(TITLE, TEXT),
        signature=signature(TEXT),
    )


def _notice(article: Article, begun: datetime) -> Notice:
    subject = f"{month(begun)}-canary-{begun.isoformat()}"
    alert = Alert(
        id=alert_id(CANARY, subject),
        watch_id=CANARY,
        subject="operation",
        subject_id=subject,
        state="confirmed",
        headline="the canary sings: the way from the news to here is clear",
        body="This is no news. Parley sends it by itself, as `canary_seconds` says.",
        at=begun,
        stamps={"published": begun, "seen": article.first_seen_at},
    )
    return Notice(alert=alert, watch=CANARY, what="new", says="new")


def _trouble(since: datetime, seconds: float) -> Trouble:
    return Trouble(
        kind=CANARY,
        about="late",
        since=since,
        headline=f"late: the canary is not there after {seconds:.0f} s",
        body=(
            f"An invented article of {since:%d %b %Y %H:%M:%S} UTC has not gone the whole way in"
            f" {seconds:.0f} seconds. Real news may be late as well: look at the status page, then"
            " at `parley watch targets`."
        ),
    )
