"""Articles for tests of what is read from them."""

from datetime import UTC, datetime

from wire import Article, Outlet
from wire.ids import article_id, content_hash


def report(text: str, title: str = "", identity: str = "guid:1") -> Article:
    """An article of an invented outlet, published on 4 May 2026."""
    published = datetime(2026, 5, 4, 8, tzinfo=UTC)
    return Article(
        id=article_id("gazette.example", identity, published),
        version=1,
        identity=identity,
        outlet=Outlet(name="The Gazette", domain="gazette.example", country="GB"),
        url="https://gazette.example/1",
        title=title,
        text=text,
        published_at=published,
        published_trusted=True,
        first_seen_at=published,
        fetched_at=published,
        content_hash=content_hash(title, text),
        signature="",
    )
