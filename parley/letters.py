"""Dead letters found by their id, and sent through their stage again."""

from collections.abc import Sequence
from typing import get_args

from ingest.state import SeenMark
from parley.dossiers import dossier_files
from parley.failure import Failure
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from parley.reading import article_of_line
from parley.session import Session
from runtime.sqlite import DirectoryLock
from wire import Article, DeadLetter, codec
from wire.dead_letter import Stage

MOST = 10_000
"""Letters that one call replays; more than that is a fault to mend first."""


def stage_named(name: str | None) -> Stage | None:
    """The stage of that name. Raises `Failure`."""
    for stage in get_args(Stage):
        if stage == name:
            found: Stage = stage
            return found
    if name is None:
        return None
    raise Failure(f"no stage `{name}`; there are {', '.join(get_args(Stage))}", 2)


def letter_named(store: LocalStore, identifier: str) -> DeadLetter:
    """The dead letter with this id. Raises `Failure`."""
    found = store.letters.get(identifier)
    if found is None:
        raise Failure(f"no dead letter {identifier}; `parley dlq list` has their ids")
    return found


async def replay_letters(session: Session, identifiers: Sequence[str] | None) -> tuple[int, int]:
    """Replay the letters with these ids, or all that wait: how many were healed, how many not.

    A feed that could not be read has nothing to replay: it is fetched anew at its next turn.
    """
    settings, clock = session.settings, session.clock
    healed = failed = 0
    with (
        DirectoryLock(settings.data_dir, "parley dlq replay", clock.now()),
        LocalStore.open_for_pipeline(
            settings.data_dir, clock, party_names_when_needed(settings)
        ) as store,
    ):
        letters = (
            store.letters.list(limit=MOST)
            if identifiers is None
            else [letter_named(store, each) for each in identifiers]
        )
        process = ExtractionProcess(
            settings.profile, dossier_files(settings), settings.extract_seconds
        )
        async with process as extraction:
            pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
            try:
                for letter in letters:
                    if await _replayed(session, store, pipeline, letter):
                        healed += 1
                    else:
                        failed += 1
            finally:
                pipeline.close()
    return healed, failed


async def _replayed(
    session: Session, store: LocalStore, pipeline: Pipeline, letter: DeadLetter
) -> bool:
    article = _article(session, letter)
    if article is None:
        session.err.print(
            f"{letter.id}: nothing to replay (stage {letter.stage}, {letter.error}): "
            "feeds are fetched again at their next turn, files with `parley backfill`",
            markup=False,
        )
        return False
    if not await pipeline.accept(article, SeenMark.of(article)):
        return False
    await pipeline.write(lambda tx: store.letters.mark_replayed(tx, letter.id, session.clock.now()))
    return True


def _article(session: Session, letter: DeadLetter) -> Article | None:
    try:
        if letter.stage == "extract":
            return codec.decode(letter.original, Article)
        if letter.stage == "parse" and not letter.feed:
            return article_of_line(letter.original, session.clock.now())
    except ValueError:
        return None
    return None
