"""An article: the text of one entry of a feed, one value per (identity, revision)."""

from datetime import datetime, timedelta

import msgspec

LATEST_AFTER_FIRST_SEEN = timedelta(days=1)
"""A claimed date further ahead of the first sight than this is not the time of the event."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes.

    `domain` is the registrable domain ("bbc.co.uk"), `country` ISO 3166-1 alpha-2 where known.
    """

    name: str
    domain: str
    country: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The text of an entry as it stood at one fetch.

    `version` is the revision, counted from 1; 0 means that the article key has not decided it yet.
    `published_claimed` is the feed's own wording of the date, `published_at` what it was parsed to
    (UTC), `published_trusted` whether that is believed. `signature` is a MinHash of the text:
    64 little-endian unsigned 32-bit values in base64. All offsets into `text` count code points.
    """

    id: str
    version: int = 0
    removed: bool = False
    identity: str
    feed: str | None = None
    outlet: Outlet
    url: str | None = None
    title: str = ""
    text: str
    language: str = "en"
    published_claimed: str | None = None
    published_at: datetime | None = None
    published_trusted: bool = False
    first_seen_at: datetime
    fetched_at: datetime
    content_hash: str
    signature: str
    backfilled: bool = False
    stamps: dict[str, datetime] = {}
    schema: int = 1


def event_time(article: Article) -> datetime:
    """When the article's facts are held to be true: the trusted date, else the first sight.

    Never later than a day after the first sight, whatever the feed claims.
    """
    latest = article.first_seen_at + LATEST_AFTER_FIRST_SEEN
    if article.published_at is None or not article.published_trusted:
        return article.first_seen_at
    return min(article.published_at, latest)
