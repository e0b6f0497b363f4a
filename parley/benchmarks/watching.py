"""What ten thousand watches cost a micro-batch of news."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from parley.benchmarks.fiction import BEGIN, PARTIES, RARE, SEED, Newsroom
from parley.benchmarks.percentile import p95
from parley.benchmarks.report import Figure
from search.alerts.matching import Matcher
from search.index import Document
from wire.vocabulary import ISSUES, Issue
from wire.watch import ShiftRule, Watch, watch_id

WATCHES, BATCH, TURNS = 10_000, 64, 40
MOST_SECONDS = 0.100
"""The budget of one batch."""


def measure(watches: int = WATCHES, batch: int = BATCH, turns: int = TURNS) -> list[Figure]:
    """Time to match batches of documents: articles, statements and shifts as they come."""
    news = _news()
    started = time.perf_counter()
    matcher = Matcher(islice(watches_of_all_kinds(BEGIN), watches))
    compiling = time.perf_counter() - started
    matcher.match(list(islice(news, batch)))
    seconds, met = [], 0
    for _ in range(turns):
        documents = list(islice(news, batch))
        # Processor time: what a batch costs, not what else the machine has to do.
        started = time.process_time()
        met += len(matcher.match(documents))
        seconds.append(time.process_time() - started)
    matcher.close()
    return [
        Figure("watches", watches, "", f"compiled in {compiling:.1f} s"),
        Figure("batch of documents", batch, "", f"{met / turns:,.0f} hits in the middle"),
        Figure("matched, median", statistics.median(seconds) * 1000, "ms of CPU"),
        Figure("matched, p95", p95(seconds) * 1000, "ms of CPU"),
    ]


def watches_of_all_kinds(now: datetime) -> Iterator[Watch]:
    """Watches without end: searches of several forms, and rules on shifts. Few are alike."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    number = 0
    while True:
        party, issue, word = chance.choice(PARTIES), chance.choice(ISSUES), chance.choice(RARE)
        other = chance.choice(RARE)
        for query in (
            f"party:{party} issue:{issue}",
            f'"{word} {other}" party:{party}',
            f"{word} {other} issue:{issue}",
            f"party:{party} stance:-2 -{word}",
            f"({word} OR {other}) party:{party} issue:{issue}",
        ):
            yield _watch(number, now, query=query)
            number += 1
        yield _watch(number, now, rule=_rule(chance, party, issue))
        number += 1


def _rule(chance: random.Random, party: str, issue: Issue) -> ShiftRule:
    return ShiftRule(party=party, issue=issue, least_confidence=chance.choice((0.0, 0.5)))


def _watch(number: int, now: datetime, query: str = "", rule: ShiftRule | None = None) -> Watch:
    owner, name = f"reader {number % 500}", f"watch {number}"
    return Watch(
        id=watch_id(owner, name, now),
        name=name,
        owner=owner,
        kind="shift-rule" if rule else "query",
        subject="shift" if rule else "statement",
        query=query,
        rule=rule,
        created_at=now,
    )


def _news() -> Iterator[Document]:
    """Per article five statements, and now and then a shift, as a pipeline hands them on."""
    newsroom = Newsroom(100_000, 500_000, 0)
    reports = newsroom.reports()
    while some := list(islice(reports, 10)):
        for report in some:
            yield report.article
            yield from report.statements
        yield from Newsroom(0, 0, 4).shifts(some)
