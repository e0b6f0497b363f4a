"""What one more fact costs a timeline that has many, through the store."""

import random
import sqlite3
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

from parley.benchmarks.fiction import BEGIN, SEED
from parley.benchmarks.percentile import p95
from parley.benchmarks.report import Figure
from processors.local import MIGRATIONS, Sets
from runtime.clock import Clock
from runtime.signature import signature
from runtime.sqlite.migrations import statements as single_statements
from wire import Article, Outlet, Statement
from wire.ids import article_id, content_hash, statement_id

MORE = 40
"""Facts that are added and measured after the timeline is filled."""

MOST_SECONDS = 0.010
"""The budget of one fact more in a timeline of a thousand."""

SYLLABLES = ("ba", "do", "fe", "gi", "ka", "lu", "me", "no", "pa", "ri", "so", "ta", "ve", "zu")


def measure(clock: Clock, facts: int, days: int) -> list[Figure]:
    """Processor time from an article with one statement to the stored rows of its timeline.

    The `facts` of the timeline are spread over so many `days`; the store is in memory, so that the
    disk is not measured.
    """
    tx = sqlite3.connect(":memory:")
    for step in MIGRATIONS:
        for statement in single_statements(step.sql):
            tx.execute(statement)
    sets = Sets(clock)
    news = _news(timedelta(days=days) / facts)
    for _ in range(facts):
        sets.put(tx, *next(news))
    (stored,) = tx.execute("SELECT count(*) FROM position_facts").fetchone()
    (shifts,) = tx.execute("SELECT count(*) FROM timeline_shifts").fetchone()
    warm = [_cost(sets, tx, *next(news)) for _ in range(MORE)]
    cold = [_cost(Sets(clock), tx, *next(news)) for _ in range(MORE)]
    tx.close()
    return [
        Figure("facts in the timeline", stored, "", f"over {days} days, {shifts} shifts"),
        Figure("one more, median", statistics.median(warm) * 1000, "ms of CPU"),
        Figure("one more, p95", p95(warm) * 1000, "ms of CPU"),
        Figure("the first after a start", statistics.median(cold) * 1000, "ms of CPU", "read anew"),
    ]


def _cost(
    sets: Sets, tx: sqlite3.Connection, article: Article, statements: list[Statement]
) -> float:
    started = time.process_time()
    sets.put(tx, article, statements)
    return time.process_time() - started


def _news(step: timedelta) -> Iterator[tuple[Article, list[Statement]]]:
    """Articles without end, each with one statement; the party turns round now and then."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(3000)]
    number, side = 0, 1
    while True:
        at = BEGIN + number * step
        text = " ".join(chance.choices(words, k=120))
        quote = " ".join(chance.choices(words, k=24))
        side = -side if chance.random() < 0.03 else side
        article = Article(
            id=article_id("courant.example", str(number), at),
            identity=str(number),
            outlet=Outlet(name=f"Courant {number % 12}", domain="courant.example"),
            title=quote[:60],
            text=text,
            published_at=at,
            published_trusted=True,
            first_seen_at=at,
            fetched_at=at,
            content_hash=content_hash(quote, text),
            signature=signature(text),
        )
        statement = Statement(
            id=statement_id(article.id, quote, 0),
            article_id=article.id,
            start=0,
            end=len(quote),
            spans=((0, len(quote)),),
            text=quote,
            kind="indirect",
            party="Ruritania",
            counterparties=(chance.choice(("Syldavia", "Borduria")),),
            issue="talks",
            stance=side * chance.choice((1, 2)),
            confidence=0.8,
            at=at,
        )
        yield article, [statement]
        number += 1
