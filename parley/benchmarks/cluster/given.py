"""Articles for a measurement: as many as wished, each another one, as if seen this moment."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from ingest.articles import Origin, put_together
from ingest.decide.dates import judge
from wire import Article

MARK = "parleybench"
"""A word that is in each of them and in no news."""


def repeated(articles: Sequence[Article], number: int, now: datetime) -> Iterator[Article]:
    """So many articles with the texts of these, again and again, under names of their own."""
    for turn, article in enumerate(islice(_again(articles), number)):
        yield _named(article, str(turn), article.text, now)


def distinct(articles: Sequence[Article], number: int, now: datetime) -> Iterator[Article]:
    """The same, but none is a near-duplicate of another."""
    for turn, article in enumerate(islice(_again(articles), number)):
        yield another(article, str(turn), now)


def another(article: Article, name: str, now: datetime) -> Article:
    """An article of this name with the text of one, published now.

    Behind it stand as many meaningless words again: a few would leave it a near-duplicate.
    """
    marks = " ".join(
        hashlib.sha256(f"{name} {word}".encode()).hexdigest()[:10]
        for word in range(len(article.text.split()))
    )
    return _named(article, name, f"{article.text}\n{MARK} {marks}", now)


def _named(article: Article, name: str, text: str, now: datetime) -> Article:
    origin = Origin(
        identity=f"bench:{name}",
        outlet=article.outlet,
        first_seen_at=now,
        fetched_at=now,
        url=article.url,
    )
    return put_together(origin, article.title, text, judge(now.isoformat(), now=None), "en")


def _again(articles: Sequence[Article]) -> Iterator[Article]:
    while True:
        yield from articles
