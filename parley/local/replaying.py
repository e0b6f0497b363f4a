"""Stored articles read again by today's rules, in place or on a copy that is thrown away."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from ingest.state import SeenMark
from parley.dossiers import dossier_files
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import FILE, LocalStore
from parley.names import party_names_when_needed
from parley.replayed import difference, shifts_in
from parley.session import Session
from runtime.clock import Clock
from runtime.sqlite import DirectoryLock, DirectoryLocked
from search.query import EVERYTHING, After
from wire import Article, Shift

SCRATCH = "replay-"
"""How the folder of a copy begins."""


async def replay_articles(
    session: Session, since: datetime | None, dossiers: Sequence[Path], apply: bool
) -> dict[str, list[Shift]]:
    """The shifts that are "new", "changed" and "gone" when every article is read again.

    Without `apply` it works on a copy of the store, beside a running pipeline.
    """
    settings, clock = session.settings, session.clock
    with ExitStack() as stack:
        if apply:
            stack.enter_context(
                DirectoryLock(settings.data_dir, "parley replay --apply", clock.now())
            )
            directory = settings.data_dir
        else:
            directory = stack.enter_context(_scratch(settings.data_dir, clock))
            with LocalStore.open(settings.data_dir, clock) as original:
                original.database.backup(directory / FILE)
        store = stack.enter_context(
            LocalStore.open_for_pipeline(directory, clock, party_names_when_needed(settings))
        )
        before = shifts_in(store.index)
        process = ExtractionProcess(
            settings.profile, dossier_files(settings, dossiers), settings.extract_seconds
        )
        async with process as extraction:
            pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
            try:
                await _read_again(session, store, pipeline, since)
            finally:
                pipeline.close()
        return difference(before, shifts_in(store.index))


@contextmanager
def _scratch(data_dir: Path, clock: Clock) -> Iterator[Path]:
    """A folder inside the data directory for a copy of the store, removed at the end.

    A copy that a killed replay left is removed first: it may hold what was taken down since.
    """
    for left in data_dir.glob(f"{SCRATCH}*"):
        with suppress(DirectoryLocked), DirectoryLock(left, "parley replay", clock.now()):
            shutil.rmtree(left)
    data_dir.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=SCRATCH, dir=data_dir) as folder,
        DirectoryLock(Path(folder), "parley replay --dry-run", clock.now()),
    ):
        yield Path(folder)


async def _read_again(
    session: Session, store: LocalStore, pipeline: Pipeline, since: datetime | None
) -> None:
    query = After(since) if since else EVERYTHING
    identifiers = [each.id for each in store.index.scan("article", query)]
    columns = (TextColumn("reading again"), BarColumn(), TextColumn("{task.completed}"))
    disable = not session.err.is_terminal
    with Progress(*columns, console=session.err, disable=disable) as progress:
        bar = progress.add_task("reading again", total=len(identifiers))
        for identifier in identifiers:
            article = store.index.get("article", identifier)
            if isinstance(article, Article):
                await pipeline.accept(article, SeenMark.of(article))
            progress.advance(bar)
