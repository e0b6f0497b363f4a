"""An article is put together the same way wherever its text came from. Pure."""

from dataclasses import dataclass
from datetime import datetime

from ingest.decide.dates import Dated
from ingest.text.clean import scrub
from runtime.signature import signature
from wire import Article, Outlet
from wire.ids import article_id, content_hash

MAX_TITLE = 1000
"""Characters. Longer ones are texts that a broken feed calls a title."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's text was found, and when."""

    identity: str
    outlet: Outlet
    first_seen_at: datetime
    fetched_at: datetime
    feed: str | None = None
    url: str | None = None
    backfilled: bool = False


def put_together(origin: Origin, title: str, text: str, dated: Dated, language: str) -> Article:
    """The article of a text, with its id, content hash and signature; its revision is not decided.

    Characters that can't be stored are replaced one for one, so offsets into `text` stay true.
    """
    title = " ".join(scrub(title).split())[:MAX_TITLE]
    text = scrub(text)
    identity = scrub(origin.identity)
    return Article(
        id=article_id(origin.outlet.domain, identity, origin.first_seen_at),
        identity=identity,
        feed=origin.feed,
        outlet=origin.outlet,
        url=origin.url,
        title=title,
        text=text,
        language=language,
        published_claimed=dated.claimed,
        published_at=dated.at,
        published_trusted=dated.trusted,
        first_seen_at=origin.first_seen_at,
        fetched_at=origin.fetched_at,
        content_hash=content_hash(title, text),
        signature=signature(text),
        backfilled=origin.backfilled,
    )
