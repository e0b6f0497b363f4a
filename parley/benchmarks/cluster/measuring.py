"""Which figures are taken, in which order, and what is said of them."""

import asyncio
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from parley.benchmarks.cluster import alone, latency, memory, throughput
from parley.benchmarks.cluster.given import distinct, repeated
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.percentile import p95
from parley.benchmarks.report import Figure
from runtime.clock import Clock
from runtime.settings import Settings
from wire import Article

Part = Literal["publishing", "indexing", "throughput", "latency", "memory"]
PARTS: tuple[Part, ...] = get_args(Part)

LEAST = 50
"""Articles that are needed: the first ones only warm the roles up."""

LATENCY_SECONDS = 60.0
"""How long the half of the largest rate is held."""

IDLE = 25
"""Articles that are produced one by one into idle roles."""

MIB = 1024 * 1024


@dataclass(frozen=True)
class Wishes:
    """How much of it is measured."""

    parts: tuple[Part, ...] = PARTS
    published: int = 50_000
    indexed: int = 20_000
    messages: int = 100_000
    rate: float | None = None


def measure(
    settings: Settings,
    clock: Clock,
    articles: Sequence[Article],
    wishes: Wishes,
    tell: Callable[[str], None],
) -> Iterator[Figure]:
    """The figures, as they come. Raises what the parts raise."""
    rate = wishes.rate
    for part in wishes.parts:
        tell(part)
        match part:
            case "publishing":
                with installation(settings) as own:
                    given = list(repeated(articles, wishes.published, clock.now()))
                    yield asyncio.run(alone.publishing(own, given))
            case "indexing":
                with installation(settings) as own:
                    given = list(repeated(articles, wishes.indexed, clock.now()))
                    yield alone.indexing(own, given)
            case "throughput":
                for figure in _throughput(settings, clock, articles):
                    if figure.name == "cluster, one worker":
                        rate = rate or figure.value
                    yield figure
            case "latency":
                if rate is None:
                    rate = throughput.cluster(settings, articles, workers=1).articles
                yield from _latency(settings, clock, articles, rate)
            case "memory":
                yield from _memory(settings, clock, articles, wishes.messages)


def _throughput(settings: Settings, clock: Clock, articles: Sequence[Article]) -> Iterator[Figure]:
    here = asyncio.run(throughput.local(settings, clock, articles))
    remark = f"{len(articles):,} articles, profile {settings.profile}"
    yield Figure("local shell", here.articles, "articles/s", remark)
    yield Figure("processor time of an article", here.cpu_ms["all"], "ms", "local shell")
    for workers, name in ((1, "one worker"), (2, "two workers")):
        found = throughput.cluster(settings, articles, workers)
        share = f"{100 * found.articles / here.articles:.0f} % of the local shell"
        yield Figure(f"cluster, {name}", found.articles, "articles/s", share)
        roles = ", ".join(f"{role} {each:.1f}" for role, each in found.cpu_ms.items())
        yield Figure(
            "processor time of an article", sum(found.cpu_ms.values()), "ms", f"{roles}; no server"
        )


def _latency(
    settings: Settings, clock: Clock, articles: Sequence[Article], rate: float
) -> Iterator[Figure]:
    half = min(rate / 2, len(articles) / LATENCY_SECONDS)
    number = latency.WARM_UP + int(half * LATENCY_SECONDS)
    busy = asyncio.run(latency.latencies(settings, clock, articles[:number], 1 / half))
    remark = f"{half:.1f} articles/s for {LATENCY_SECONDS:.0f} s"
    yield Figure("produced to alert, median", statistics.median(busy), "s", remark)
    yield Figure("produced to alert, p95", p95(busy), "s", remark)
    few = articles[: latency.WARM_UP + IDLE]
    idle = asyncio.run(latency.latencies(settings, clock, few, latency.IDLE_EVERY_SECONDS))
    remark = f"one article every {latency.IDLE_EVERY_SECONDS:g} s"
    yield Figure("idle, median", statistics.median(idle), "s", remark)
    yield Figure("idle, p95", p95(idle), "s", remark)


def _memory(
    settings: Settings, clock: Clock, articles: Sequence[Article], messages: int
) -> Iterator[Figure]:
    number, seen = memory.held(settings, distinct(articles, messages, clock.now()))
    remark = f"with its extraction child, after {number:,} articles"
    yield Figure("memory of a worker, most", max(seen) / MIB, "MiB", remark)
    yield Figure("memory of a worker, at the end", seen[-1] / MIB, "MiB", remark)
    half = seen[len(seen) // 2]
    yield Figure("memory of a worker, half-way", half / MIB, "MiB", "growth would show here")
