"""Each server on its own: publishing to Kafka, bulk indexing into Elasticsearch, no extraction."""

import asyncio
import time
from collections.abc import Sequence

from ingest.kafka.sink import publish_article
from parley.benchmarks.report import Figure
from runtime.kafka import Publisher
from runtime.settings import Settings
from search.index.elastic import unchecked
from wire import Article

AHEAD = 1000
"""Articles given to the producer that are not acknowledged yet."""

BATCH = 500
"""As the index role takes them."""


async def publishing(settings: Settings, articles: Sequence[Article]) -> Figure:
    """Articles a second, each acknowledged."""
    with Publisher(settings, "bench") as publisher:
        # The first message waits for the connection and for the producer's number.
        await publish_article(publisher, articles[0])
        given = iter(articles[1:])

        async def lane() -> None:
            for article in given:
                await publish_article(publisher, article)

        began = time.monotonic()
        await asyncio.gather(*(lane() for _ in range(AHEAD)))
        elapsed = time.monotonic() - began
    remark = f"each acknowledged, {_length(articles):,.0f} characters"
    return Figure("publishing to Kafka", (len(articles) - 1) / elapsed, "articles/s", remark)


def indexing(settings: Settings, articles: Sequence[Article]) -> Figure:
    """Articles a second, as the index role writes them, tokens included."""
    index = unchecked(settings)
    try:
        # The month's index is made by its first document.
        index.write(articles[:1])
        began = time.monotonic()
        for start in range(1, len(articles), BATCH):
            index.write(articles[start : start + BATCH])
        elapsed = time.monotonic() - began
    finally:
        index.close()
    remark = f"batches of {BATCH}, {_length(articles):,.0f} characters"
    return Figure("bulk indexing", (len(articles) - 1) / elapsed, "articles/s", remark)


def _length(articles: Sequence[Article]) -> float:
    return sum(len(article.text) for article in articles) / len(articles)
