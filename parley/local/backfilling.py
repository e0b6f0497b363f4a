"""A backfill in the local shell: files in, the pipeline's effects out, progress in between."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ingest.backfill import Backfill
from ingest.state import SeenMark
from parley.backfilling import Fate, Tally, through
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

                async def take(article: Article) -> Fate:
                    if store.has(article):
                        return "known"
                    stored = await pipeline.accept(article, SeenMark.of(article))
                    return "stored" if stored else "dead"

                try:
                    await through(session, articles, take, tally, lanes=AHEAD, doing="reading")
                    await _account(pipeline, letters, drops, clock.now())
                finally:
                    pipeline.close()
            tally.dropped = drops
            tally.dead += len(letters)
    return tally


async def _account(
    pipeline: Pipeline, letters: Sequence[DeadLetter], drops: Counter[str], now: datetime
) -> None:
    def written(tx: sqlite3.Connection) -> None:
        for letter in letters:
            pipeline.dead(tx, letter)
        for reason, number in drops.items():
            pipeline.drop(tx, "parse", now, reason, number)

    await pipeline.write(written)
