"""The work role: Faust's worker with the extraction child beside it, from start to end."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, Self

from parley.cluster.roles import Role
from parley.dossiers import dossier_files
from parley.failure import Failure
from parley.local.extraction import ChildUnavailable, ExtractionFailed, ExtractionProcess
from processors.faust import Extract, Worker
from runtime.clock import Clock
from runtime.kafka import Passing, Poison, Publisher, TopicName
from runtime.settings import Settings
from runtime.sqlite import DirectoryLocked, first_free
from wire import Article, Statement

FOLDER = "work"
"""Inside the data directory: the tables of each worker of this machine, numbered."""

MOST_WORKERS = 256
"""On one machine."""

TOPICS: tuple[TopicName, ...] = (
    *("articles", "statements", "positions", "verdicts", "shifts", "accounts", "dead-letters"),
)


async def serve(role: Role, dossiers: Sequence[Path] = ()) -> None:
    """Work until the role is told to stop.

    Raises `KafkaFailure`, `ChildUnavailable`, `DossierError`, `Failure`, `OSError`.
    """
    settings, clock = role.settings, role.clock
    await role.kafka_is_ready(TOPICS)
    process = ExtractionProcess(
        settings.profile,
        dossier_files(settings, dossiers),
        settings.extract_seconds,
        registry=role.registry,
    )
    with (
        Tables(settings, clock) as tables,
        Publisher(settings, "work", role.registry) as publisher,
    ):
        async with process as extraction:
            worker = Worker(
                settings,
                reading_with(extraction),
                publisher=publisher,
                clock=clock,
                registry=role.registry,
                health=role.health,
                tables=tables.directory,
            )
            await worker.run(role.stopping.wait())


class Reader(Protocol):
    """Who reads articles: the extraction child."""

    async def extract(self, article: Article) -> tuple[Statement, ...]:
        """Raises `ExtractionFailed`, `ChildUnavailable`."""
        ...


def reading_with(extraction: Reader) -> Extract:
    """The child as a stage wants it: what it can't read is poison, and that it is away passes."""

    async def extract(article: Article) -> tuple[Statement, ...]:
        try:
            return await extraction.extract(article)
        except ExtractionFailed as failure:
            raise Poison(failure.kind, str(failure)) from failure
        except ChildUnavailable as away:
            raise Passing(str(away)) from away

    return extract


class Tables:
    """A directory for the tables of this process: the first of this machine that nobody has.

    A worker that comes again finds its tables there, and reads only the rest of their changelogs.
    """

    def __init__(self, settings: Settings, clock: Clock, most: int = MOST_WORKERS) -> None:
        self._root = settings.data_dir / FOLDER / settings.prefix
        self._most = most
        self._now = clock.now()
        self._stack = ExitStack()
        self._place: Path | None = None

    def __enter__(self) -> Self:
        places = (self._root / str(number) for number in range(self._most))
        try:
            self._place = first_free(self._stack, places, "parley work", self._now)
        except DirectoryLocked:
            words = f"{self._root}: {self._most} workers have their tables there already"
            raise Failure(words) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def directory(self) -> Path:
        """Where this process's tables are."""
        assert self._place is not None
        return self._place / "tables"
