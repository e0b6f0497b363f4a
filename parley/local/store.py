"""The data directory of the local shell: one SQLite file that every room has its tables in."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ingest.local import MIGRATIONS as INGEST
from ingest.local import SqliteFeedState
from processors.local import MIGRATIONS as PROCESSORS
from processors.local import Entry, Sets, history
from runtime.clock import Clock, SystemClock
from runtime.dead_letters import MIGRATIONS as DEAD_LETTERS
from runtime.dead_letters import DeadLetters
from runtime.ledger import MIGRATIONS as LEDGER
from runtime.ledger import Ledger
from runtime.sqlite import Database, Migration
from search.alerts.local import MIGRATIONS as ALERTS
from search.alerts.local import Alerts
from search.alerts.searching import PartyName
from search.console.local import MIGRATIONS as CONSOLE
from search.console.local import SqliteTokens
from search.index import KINDS
from search.index.local import MIGRATIONS as SEARCH
from search.index.local import SqliteIndex
from search.verdicts.local import MIGRATIONS as VERDICTS
from search.verdicts.local import Verdicts
from wire import Article, Statement
from wire.verdict import Verdict

FILE = "parley.db"

MIGRATIONS = (
    *(*INGEST, *PROCESSORS, *SEARCH, *DEAD_LETTERS, *LEDGER, *ALERTS, *CONSOLE, *VERDICTS),
)


@dataclass(frozen=True)
class LocalStore:
    """The open file and each room's view of it. Close it, or use it as a context manager."""

    database: Database
    feeds: SqliteFeedState
    sets: Sets
    index: SqliteIndex
    alerts: Alerts
    letters: DeadLetters
    ledger: Ledger
    tokens: SqliteTokens
    verdicts: Verdicts

    @classmethod
    def open(
        cls,
        data_dir: Path,
        clock: Clock | None = None,
        party_name: PartyName = str,
        *,
        file: str = FILE,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> "LocalStore":
        """Open or create the store. Raises `StorageError` with a remedy in words.

        `party_name` gives the name of a party for what stands in the queries of watches. Another
        `file` with more tables is what a role of the cluster keeps.
        """
        clock = clock or SystemClock()
        _begin(data_dir / file)
        database = Database.open(data_dir / file, migrations)
        sets, index = Sets(clock), SqliteIndex(database)
        alerts = Alerts(database, clock, party_name)

        def judge(tx: sqlite3.Connection, verdict: Verdict) -> None:
            shifts = sets.judge(tx, verdict)
            index.apply(tx, shifts=shifts)
            alerts.take(tx, shifts, {})

        return cls(
            database=database,
            feeds=SqliteFeedState(database),
            sets=sets,
            index=index,
            alerts=alerts,
            letters=DeadLetters(database),
            ledger=Ledger(database),
            tokens=SqliteTokens(database),
            verdicts=Verdicts(database, clock, judge),
        )

    @classmethod
    def open_for_pipeline(
        cls, data_dir: Path, clock: Clock, party_name: PartyName = str
    ) -> "LocalStore":
        """The same for whoever holds the directory's lock and is about to write.

        Search words that an older program made are made anew first.
        """
        store = cls.open(data_dir, clock, party_name)
        with store.database.write() as tx:
            store.index.rebuild_if_needed(tx)
        return store

    def has(self, article: Article) -> bool:
        """Whether this revision of the article is stored, with all that was read from it."""
        with self.database.read() as connection:
            return self.sets.has(connection, article)

    def counts(self) -> dict[str, int]:
        """How many articles, statements and shifts are there now."""
        return {f"{kind}s": self.index.count(kind) for kind in KINDS}

    def history(self, shift_id: str | None = None) -> list[Entry]:
        """What happened to a shift, or to all, in the order in which it was learned."""
        with self.database.read() as connection:
            return history(connection, shift_id)

    def read_from(self, article_id: str) -> tuple[Statement, ...]:
        """The statements of an article's newest revision."""
        with self.database.read() as connection:
            return self.sets.statements(connection, article_id)

    def __enter__(self) -> "LocalStore":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.alerts.close()
        self.database.close()


def _begin(path: Path) -> None:
    """Let a new file be its owner's alone: it holds secrets of targets and the key of sessions.

    SQLite gives its journal the same rights. What goes wrong here, `Database.open` says in words.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
