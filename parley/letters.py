"""Dead letters of either shell: chosen, shown, sent through their stage again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, get_args

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
from wire.dead_letter import ErrorClass, Stage

MOST = 10_000
"""Letters that one call replays; more than that is a fault to mend first."""


@dataclass(frozen=True)
class Choice:
    """Which letters are meant. `replayed` False: those that wait, None: the others as well."""

    stage: Stage | None = None
    error: ErrorClass | None = None
    feed: str | None = None
    since: datetime | None = None
    replayed: bool | None = False

    def takes(self, letter: DeadLetter) -> bool:
        """Whether a letter is among them."""
        return (
            self.stage in (None, letter.stage)
            and self.error in (None, letter.error)
            and self.feed in (None, letter.feed)
            and (self.since is None or letter.last_failed_at >= self.since)
            and self.replayed in (None, letter.replayed_at is not None)
        )


class Letters(Protocol):
    """The dead letters of an installation."""

    def list(self, choice: Choice, limit: int) -> Sequence[DeadLetter]:
        """Letters, the newest failure first; their original bytes may be left out."""
        ...

    def named(self, identifier: str) -> DeadLetter:
        """The whole letter with this id. Raises `Failure`."""
        ...

    async def replay(self, which: Choice | Sequence[str]) -> tuple[int, int]:
        """Send letters through their stage again: how many went, how many did not."""
        ...


def letters_of(session: Session) -> Letters:
    """The letters of the shell that the settings name."""
    if session.settings.shell == "cluster":
        from parley.cluster.letters import ClusterLetters

        return ClusterLetters(session)
    return LocalLetters(session)


def stage_named(name: str | None) -> Stage | None:
    """The stage of that name. Raises `Failure`."""
    for stage in get_args(Stage):
        if stage == name:
            found: Stage = stage
            return found
    if name is None:
        return None
    raise Failure(f"no stage `{name}`; there are {', '.join(get_args(Stage))}", 2)


def error_named(name: str | None) -> ErrorClass | None:
    """The class of error of that name. Raises `Failure`."""
    for error in get_args(ErrorClass):
        if error == name:
            found: ErrorClass = error
            return found
    if name is None:
        return None
    raise Failure(f"no error `{name}`; there are {', '.join(get_args(ErrorClass))}", 2)


def missing(identifier: str) -> Failure:
    """There is no such letter."""
    return Failure(f"no dead letter {identifier}; `parley dlq list` has their ids")


class LocalLetters:
    """Those in the data directory's file. A letter that works now is marked as healed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, choice: Choice, limit: int) -> Sequence[DeadLetter]:
        """See `Letters`."""
        with self._session.store() as store:
            return _chosen(store, choice, limit)

    def named(self, identifier: str) -> DeadLetter:
        """See `Letters`."""
        with self._session.store() as store:
            return _named(store, identifier)

    async def replay(self, which: Choice | Sequence[str]) -> tuple[int, int]:
        """See `Letters`.

        A feed that could not be read has nothing to replay: it is fetched anew at its next turn.
        """
        session = self._session
        settings, clock = session.settings, session.clock
        healed = failed = 0
        with (
            DirectoryLock(settings.data_dir, "parley dlq replay", clock.now()),
            LocalStore.open_for_pipeline(
                settings.data_dir, clock, party_names_when_needed(settings)
            ) as store,
        ):
            letters = (
                _chosen(store, which, MOST)
                if isinstance(which, Choice)
                else [_named(store, each) for each in which]
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


def nothing_to_replay(session: Session, letter: DeadLetter, why: str = "") -> None:
    """Say that a letter holds nothing that could be sent again, and what happens instead."""
    reason = f"{letter.error}: {why}" if why else letter.error
    session.err.print(
        f"{letter.id}: nothing to replay (stage {letter.stage}, {reason}): "
        "feeds are fetched again at their next turn, files with `parley backfill`",
        markup=False,
    )


def article_in(session: Session, letter: DeadLetter) -> Article | None:
    """The article that a letter holds, None where it holds none."""
    try:
        if letter.stage == "extract":
            return codec.decode(letter.original, Article)
        if letter.stage == "parse" and not letter.feed:
            return article_of_line(letter.original, session.clock.now())
    except ValueError:
        return None
    return None


def _chosen(store: LocalStore, choice: Choice, limit: int) -> Sequence[DeadLetter]:
    return store.letters.list(
        stage=choice.stage,
        error=choice.error,
        feed=choice.feed,
        since=choice.since,
        replayed=choice.replayed,
        limit=limit,
    )


def _named(store: LocalStore, identifier: str) -> DeadLetter:
    found = store.letters.get(identifier)
    if found is None:
        raise missing(identifier)
    return found


async def _replayed(
    session: Session, store: LocalStore, pipeline: Pipeline, letter: DeadLetter
) -> bool:
    article = article_in(session, letter)
    if article is None:
        nothing_to_replay(session, letter)
        return False
    if not await pipeline.accept(article, SeenMark.of(article)):
        return False
    await pipeline.write(lambda tx: store.letters.mark_replayed(tx, letter.id, session.clock.now()))
    return True
