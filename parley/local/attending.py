"""Looks after Parley itself while it runs, and tells its operators of trouble."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from ingest.decide.health import FeedMemory
from ingest.decide.silence import Silence, silence
from ingest.local import SqliteFeedState
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.metrics import catalogue as metrics
from runtime.sqlite import StorageError
from search.alerts.local import operations
from search.alerts.operations import Trouble

log = logging.getLogger(__name__)

LOOK_SECONDS = 300.0
"""Between two looks for silent feeds: what they are measured in is hours."""

READ_WITHIN = timedelta(days=1)
"""A feed that was not read for a day is failing, which its health says; it is not silent."""

SILENCE = "silence"


async def attend(
    store: LocalStore, pipeline: Pipeline, clock: Clock, urls: Collection[str]
) -> None:
    """Look for silent feeds among those of this run, until cancelled."""
    while True:
        try:
            await look(store, pipeline, clock, urls)
        except StorageError as error:
            log.error("no look for silent feeds: %s", error)
        await clock.sleep(LOOK_SECONDS)


async def look(store: LocalStore, pipeline: Pipeline, clock: Clock, urls: Collection[str]) -> None:
    """Tell the operators once of each feed that has fallen silent, and when it speaks again."""
    now = clock.now()
    troubles = await asyncio.to_thread(silent_feeds, store.feeds, now, urls)
    pipeline.registry.set(metrics.FEEDS_SILENT, len(troubles))
    changes = await pipeline.write(lambda tx: operations.tell(tx, SILENCE, troubles, now))
    for change in changes:
        log.warning("%s: %s", change.alert.headline, change.says)


def silent_feeds(
    memory: SqliteFeedState, now: datetime, urls: Collection[str] | None = None
) -> list[Trouble]:
    """The feeds that are quiet against their own habit, though they can be read.

    Those at `urls`, or all that somebody has read lately.
    """
    found = []
    for feed in memory.feeds():
        wanted = urls is None or feed.url in urls
        if not wanted or feed.failures or feed.gone or not _read_lately(feed, now):
            continue
        quiet = silence(memory.hours(feed.url), now)
        if quiet is not None:
            found.append(_trouble(feed, quiet))
    return found


def _read_lately(feed: FeedMemory, now: datetime) -> bool:
    return feed.last_success_at is not None and now - feed.last_success_at <= READ_WITHIN


def _trouble(feed: FeedMemory, quiet: Silence) -> Trouble:
    name = feed.title or feed.url
    return Trouble(
        kind=SILENCE,
        about=feed.url,
        since=quiet.since,
        headline=f"silent: {name}",
        body=(
            f"{feed.url}\nNothing new since {quiet.since:%d %b %Y %H:%M} UTC. In the weeks before"
            f" it had news in at least {quiet.usual_hours} hours of such a stretch. It can be read:"
            " look whether the publisher has moved it."
        ),
    )
