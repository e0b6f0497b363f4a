"""Feeds fetched once and judged, for `parley feeds check`."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.feeds import Feed
from ingest.parse import parse_feed
from parley.session import Session
from runtime.http import FetchError, GuardedClient


@dataclass(frozen=True)
class Verdict:
    """One feed: whether it can be read, and what it holds or what is wrong."""

    feed: Feed
    good: bool
    text: str


async def check_feeds(session: Session, feeds: Sequence[Feed]) -> list[Verdict]:
    """A verdict on each feed, in their order."""
    settings = session.settings
    turns = asyncio.Semaphore(settings.fetch_concurrency)
    async with GuardedClient(settings, session.clock) as client:

        async def judged(feed: Feed) -> Verdict:
            async with turns:
                return await _verdict(client, feed, settings.max_feed_entries)

        return list(await asyncio.gather(*(judged(feed) for feed in feeds)))


async def _verdict(client: GuardedClient, feed: Feed, most: int) -> Verdict:
    try:
        answer = await client.get(feed.url)
    except FetchError as error:
        return Verdict(feed, False, str(error))
    if answer.status != 200:
        return Verdict(feed, False, f"the server answers {answer.status}")
    try:
        parsed = parse_feed(answer.body, answer.headers.get("content-type"), newest=most)
    except ValueError as error:
        return Verdict(feed, False, str(error))
    return Verdict(
        feed, True, f"{parsed.title or 'without a title'}: {len(parsed.entries)} entries"
    )
