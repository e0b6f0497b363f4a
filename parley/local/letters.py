"""Dead letters of the local shell: those in the data directory's file."""

from collections.abc import Sequence

from ingest.state import SeenMark
from parley.dossiers import dossier_files
from parley.letters import MOST, Choice, article_in, missing, nothing_to_replay
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from parley.session import Session
from runtime.sqlite import DirectoryLock
from wire import DeadLetter


class LocalLetters:
    """See `parley.letters.Letters`. A letter that works now is marked as healed."""

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
