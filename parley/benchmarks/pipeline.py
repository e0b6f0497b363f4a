"""The whole local pipeline: how many articles a second, how long one takes, where time goes."""

import statistics
import tempfile
import time
from pathlib import Path

from ingest.state import SeenMark
from parley.benchmarks.percentile import p95
from parley.benchmarks.report import Figure
from parley.benchmarks.texts import articles_of
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.metrics import Metric
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from wire import Article


async def measure(settings: Settings, clock: Clock, file: Path | None) -> list[Figure]:
    """Every article on its own, from text to committed shift, into a store that is thrown away."""
    articles = articles_of(file, clock.now())
    with (
        tempfile.TemporaryDirectory(prefix="parley-") as folder,
        LocalStore.open(Path(folder), clock) as store,
    ):
        async with ExtractionProcess(settings.profile) as extraction:
            pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
            started = time.monotonic()
            delays = [await _delay(pipeline, article) for article in articles]
            elapsed = time.monotonic() - started
            pipeline.close()
            spent = {
                sample.name: sample.value
                for sample in pipeline.registry.samples()
                if sample.name.endswith("_seconds_sum")
            }
        counts = store.counts()
    return [
        Figure("articles", len(articles), "", f"profile {settings.profile}"),
        Figure("throughput", len(articles) / elapsed, "articles/s"),
        Figure("delay, median", statistics.median(delays) * 1000, "ms", "text to stored shift"),
        Figure("delay, p95", p95(delays) * 1000, "ms"),
        Figure("reading", _share(spent, metrics.EXTRACT_SECONDS, elapsed), "%", "of the time"),
        Figure("storing", _share(spent, metrics.STORE_SECONDS, elapsed), "%", "of the time"),
        Figure("statements", counts["statements"], ""),
        Figure("shifts", counts["shifts"], ""),
    ]


def _share(spent: dict[str, float], metric: Metric, elapsed: float) -> float:
    return 100 * spent.get(f"{metric.name}_sum", 0.0) / elapsed


async def _delay(pipeline: Pipeline, article: Article) -> float:
    started = time.monotonic()
    await pipeline.accept(article, SeenMark.of(article))
    return time.monotonic() - started
