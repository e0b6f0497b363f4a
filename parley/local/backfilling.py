"""A backfill in the local shell: files in, the pipeline's effects out, progress in between."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.backfill import Backfill
from ingest.state import SeenMark
from parley.dossiers import dossier_files
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from parley.session import Session
from runtime.sqlite import DirectoryLock
from wire import Article, DeadLetter

AHEAD = 8
"""Articles under way at once: the child always has the next one, and memory stays small."""


@dataclass
class Tally:
    """What became of the inputs; all of them are in one of the numbers."""

    stored: int = 0
    known: int = 0
    dead: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str:
        """For the person who waited."""
        parts = [f"{self.stored:,} articles read"]
        if self.known:
            parts.append(f"{self.known:,} known already")
        parts += [f"{n:,} left out ({reason})" for reason, n in sorted(self.dropped.items())]
        if self.dead:
            parts.append(f"{self.dead:,} set aside as dead letters (see `parley dlq list`)")
        return ", ".join(parts)


async def backfill_files(
    session: Session,
    files: Sequence[Path],
    outlet: str | None,
    as_given: bool,
    dossiers: Sequence[Path],
) -> Tally:
    """Take every article of the files in. Raises `DirectoryLocked`, `StorageError`, `OSError`."""
    settings, clock = session.settings, session.clock
    tally = Tally()
    with (
        DirectoryLock(settings.data_dir, "parley backfill", clock.now()),
        LocalStore.open_for_pipeline(
            settings.data_dir, clock, party_names_when_needed(settings)
        ) as store,
    ):
        letters: list[DeadLetter] = []
        drops: Counter[str] = Counter()

        def dropped(reason: str, _position: str, number: int) -> None:
            drops[reason] += number

        with Backfill(
            files,
            now=clock.now(),
            outlet=outlet,
            as_given=as_given,
            max_article_bytes=settings.max_article_bytes,
            remembered=store.feeds.first_seen,
            on_dead=letters.append,
            on_drop=dropped,
        ) as articles:
            process = ExtractionProcess(
                settings.profile, dossier_files(settings, dossiers), settings.extract_seconds
            )
            async with process as extraction:
                pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
                try:
                    await _through(session, store, pipeline, articles, tally)
                    await _account(pipeline, letters, drops, clock.now())
                finally:
                    pipeline.close()
            tally.dropped = drops
            tally.dead += len(letters)
    return tally


async def _through(
    session: Session,
    store: LocalStore,
    pipeline: Pipeline,
    articles: Backfill,
    tally: Tally,
) -> None:
    source = iter(articles)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    disable = not session.err.is_terminal
    with Progress(*columns, console=session.err, disable=disable) as progress:
        bar = progress.add_task("reading", total=len(articles))
        try:
            async with asyncio.TaskGroup() as lanes:
                for _ in range(AHEAD):
                    lanes.create_task(
                        _lane(source, store, pipeline, tally, lambda: progress.advance(bar))
                    )
        except BaseExceptionGroup as several:
            # One lane met it first; the others would say the same.
            raise several.exceptions[0] from several


async def _lane(
    source: Iterator[Article],
    store: LocalStore,
    pipeline: Pipeline,
    tally: Tally,
    advance: Callable[[], None],
) -> None:
    for article in source:
        if store.has(article):
            tally.known += 1
        else:
            stored = await pipeline.accept(article, SeenMark.of(article))
            tally.stored += stored
            tally.dead += not stored
        advance()
        await asyncio.sleep(0)


async def _account(
    pipeline: Pipeline, letters: Sequence[DeadLetter], drops: Counter[str], now: datetime
) -> None:
    def written(tx: sqlite3.Connection) -> None:
        for letter in letters:
            pipeline.dead(tx, letter)
        for reason, number in drops.items():
            pipeline.drop(tx, "parse", now, reason, number)

    await pipeline.write(written)
