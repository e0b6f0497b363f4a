"""Articles as ingest would make them, from the few words that a test cares about."""

from datetime import UTC, datetime

from ingest.articles import Origin, put_together
from ingest.decide.dates import judge
from wire import Article, Outlet

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


def article(
    text: str, name: str = "a1", at: datetime = AT, outlet: str = "lowlands.example"
) -> Article:
    """An English article with this text, published, seen and fetched at one moment."""
    origin = Origin(
        identity=f"guid:{name}",
        outlet=Outlet(name=outlet, domain=outlet),
        first_seen_at=at,
        fetched_at=at,
        url=f"https://{outlet}/{name}",
    )
    return put_together(origin, f"Article {name}", text, judge(at.isoformat(), now=None), "en")
