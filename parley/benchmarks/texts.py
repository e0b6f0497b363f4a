"""The articles that are measured: a file's, or those of the bundled newsrooms."""

from datetime import datetime
from pathlib import Path

from ingest.articles import Origin, put_together
from ingest.backfill import Backfill
from ingest.decide.dates import judge
from parley.demo import Story, bundled
from wire import Article, Outlet


def articles_of(file: Path | None, now: datetime) -> list[Article]:
    """Articles of a file, or of the demo's newsrooms. Raises `OSError`."""
    if file is None:
        return [article_of_story(story) for room in bundled() for story in room.stories]
    with Backfill([file], now=now) as articles:
        return list(articles)


def article_of_story(story: Story) -> Article:
    """An article as a feed would bring it."""
    origin = Origin(
        identity=f"link:{story.url}",
        outlet=Outlet(name=story.outlet, domain=story.domain),
        first_seen_at=story.published_at,
        fetched_at=story.published_at,
        url=story.url,
    )
    return put_together(
        origin, story.title, story.text, judge(story.published_at.isoformat(), now=None), "en"
    )
