"""Articles for a measurement: as many as wished, each another one, as if seen this moment."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from ingest.articles import Origin, put_together
from ingest.decide.dates import judge
from wire import Article

WORDS = 12
"""Meaningless words that make a repeated text another one, for the near-duplicate signature too."""


def copies(articles: Sequence[Article], number: int, now: datetime) -> Iterator[Article]:
    """So many articles with the texts of these, again and again, none a copy of another."""
    for turn, article in enumerate(islice(_again(articles), number)):
        marks = " ".join(
            hashlib.sha256(f"{turn} {word}".encode()).hexdigest()[:10] for word in range(WORDS)
        )
        yield seen_now(article, f"bench:{turn}", f"{article.text}\n{marks}", now)


def seen_now(article: Article, identity: str, text: str, now: datetime) -> Article:
    """An article with another name and text, published and seen now."""
    origin = Origin(
        identity=identity,
        outlet=article.outlet,
        first_seen_at=now,
        fetched_at=now,
        url=article.url,
    )
    return put_together(origin, article.title, text, judge(now.isoformat(), now=None), "en")


def _again(articles: Sequence[Article]) -> Iterator[Article]:
    while True:
        yield from articles
