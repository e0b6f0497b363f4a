"""A store full of fiction, made by the code that stores the news, and kept for the next time."""

import dataclasses
import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import platformdirs

from ingest.decide.health import FeedMemory
from ingest.state import SeenMark
from parley.benchmarks.fiction import BEGIN, PARTIES, SEED, SPAN, Newsroom, Report
from parley.local.store import FILE, MIGRATIONS, LocalStore
from processors.local.history import record
from processors.shifts import Transition
from runtime.clock import Clock
from wire import DeadLetter
from wire.dead_letter import dead_letter
from wire.watch import ShiftRule, Watch, watch_id

RECIPE = 1
"""Goes up when the same sizes give another store."""

AT_ONCE = 250
"""Articles in one transaction."""

EDITED_EVERY, FEEDS, LETTERS, WATCHES = 20, 200, 300, 40


@dataclass(frozen=True)
class Size:
    """How much is stored."""

    articles: int = 20_000
    statements: int = 100_000
    shifts: int = 2_000


def folder_of(size: Size) -> Path:
    """The data directory of a store of this size, below the user's caches."""
    steps = "".join(step.digest for step in MIGRATIONS)
    what = f"{RECIPE} {SEED} {dataclasses.astuple(size)} {steps}"
    name = hashlib.sha256(what.encode()).hexdigest()[:12]
    return Path(platformdirs.user_cache_dir("parley")) / "bench" / name


def filled(size: Size, clock: Clock) -> Path:
    """A data directory with a store of this size: the one of the last time, or a new one."""
    folder = folder_of(size)
    if (folder / FILE).exists():
        return folder
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    with LocalStore.open(part, clock) as store:
        _fill(store, size)
    part.rename(folder)
    return folder


def _fill(store: LocalStore, size: Size) -> None:
    newsroom = Newsroom(size.articles, size.statements, size.shifts)
    reports = list(newsroom.reports())
    with store.database.write() as tx:
        for watch in _watches():
            store.alerts.put(tx, watch)
    edited = [newsroom.edited(report) for report in reports[::EDITED_EVERY]]
    everything = [*reports, *edited]
    for start in range(0, len(everything), AT_ONCE):
        with store.database.write() as tx:
            for report in everything[start : start + AT_ONCE]:
                _keep(store, tx, report)
    shifts = list(newsroom.shifts(reports))
    with store.database.write() as tx:
        store.index.apply(tx, shifts=shifts)
        store.alerts.take(tx, shifts, {})
        for shift in shifts:
            change = Transition(shift.id, shift.version, shift.status, "first report")
            record(tx, [change], shift.at, shift.after.article_id)
    with store.database.write() as tx:
        for letter in _letters():
            store.letters.put(tx, letter)
    for memory in _feeds():
        store.feeds.save_feed(memory)


def _keep(store: LocalStore, tx: sqlite3.Connection, report: Report) -> None:
    """What the pipeline writes of an article, but for the timelines of the core."""
    article = report.article
    store.index.keep_revision(tx, article, report.statements)
    store.index.apply(tx, [article], report.statements)
    store.feeds.mark_seen(tx, SeenMark.of(article))
    store.ledger.count(tx, "extract", article.first_seen_at, "in")
    store.ledger.count(tx, "extract", article.first_seen_at, "done")


def _watches() -> Iterator[Watch]:
    """Watches of a few people, each on the shifts of one party."""
    for number in range(WATCHES):
        owner, name, at = f"reader {number % 8}", f"watch {number}", BEGIN + timedelta(hours=number)
        yield Watch(
            id=watch_id(owner, name, at),
            name=name,
            owner=owner,
            kind="shift-rule",
            subject="shift",
            rule=ShiftRule(party=PARTIES[number]),
            created_at=at,
        )


def _letters() -> Iterator[DeadLetter]:
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    for number in range(LETTERS):
        yield dead_letter(
            "parse",
            chance.choice(("malformed", "too_large", "encoding")),
            "line 1, column 7: a tag that is never closed",
            chance.randbytes(2_000),
            position=f"https://{number % FEEDS}.example/feed",
            at=BEGIN + SPAN * number / LETTERS,
        )


def _feeds() -> Iterator[FeedMemory]:
    last = BEGIN + SPAN
    for number in range(FEEDS):
        failing = number % 10 == 0
        yield FeedMemory(
            url=f"https://{number}.example/feed",
            title=f"Feed {number}",
            status=503 if failing else 200,
            error="the server answered 503" if failing else None,
            failures=3 if failing else 0,
            last_attempt_at=last,
            last_success_at=last - timedelta(days=2) if failing else last,
            last_new_at=last - timedelta(hours=number),
            next_poll_at=last + timedelta(minutes=10),
        )
