"""The file: one writer, many readers, safe against a kill at any moment.

The journal is a write-ahead log with `synchronous = NORMAL`. A commit is one write into the log
that the kernel has taken before COMMIT returns, so `kill -9` loses no committed transaction: the
next opening replays the log up to its last whole commit. NORMAL leaves out only the fsync at each
commit. A power cut can therefore cost the newest transactions, each as a whole and never the file;
since an article's effects and its feed's "seen" mark are one transaction, what was lost is fetched
again. See https://sqlite.org/wal.html and https://sqlite.org/pragma.html#pragma_synchronous.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from runtime.sqlite.errors import StorageError, translated
from runtime.sqlite.migrations import Migration, apply
from runtime.sqlite.turn import BUSY_SECONDS, begin

INCREMENTAL = 2
"""Free pages are kept count of, so that they can be given back step by step."""

STEP_PAGES = 512
"""Pages that one step gives back: two megabytes, a few milliseconds."""

CACHE_KIBIBYTES = 8 * 1024
"""Pages of the file that each reader keeps; SQLite's own 2 MiB are too few for a search."""

LOG_SECONDS = 1.0
"""How long emptying the log waits for readers; what it leaves goes with a later checkpoint."""

LOG_BYTES = 32 * 1024 * 1024
"""From this size on the log is emptied by hand. SQLite begins it anew only at a moment without any
reader, which never comes while a console is looked at: it would grow for as long as news comes in.
"""

IDLE_READERS = 4
"""Connections kept open for the next reader; opening one costs as much as a small query."""


class Database:
    """An open file. Made by `Database.open`; may be used from any thread."""

    def __init__(self, path: Path, writer: sqlite3.Connection) -> None:
        self.path = path
        self._writer = writer
        self._turn = threading.Lock()
        self._holder: int | None = None
        self._readers: list[sqlite3.Connection] = []
        self._readers_guard = threading.Lock()
        self._closed = False
        self._log_limit = LOG_BYTES

    @classmethod
    def open(cls, path: Path, migrations: Sequence[Migration]) -> Self:
        """Open or create the file and bring its tables up to `migrations`.

        Give the steps of every room that the program has, always: a file that has others is taken
        for a newer program's. Raises `StorageError` with a remedy in words.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError("cannot_open", path, error.strerror or str(error)) from error
        with translated(path):
            writer = _connect(path)
            try:
                _prepare(writer, path)
                apply(writer, path, migrations)
            except BaseException:
                writer.close()
                raise
        return cls(path, writer)

    @contextmanager
    def write(self, *, erasing: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction that commits at the end of the block and rolls back on any error.

        Waits for other writers, in this process and outside. With `erasing` what is deleted is
        overwritten and leaves the log as well: slower, for what must be gone for good.
        Raises `StorageError` for a full disk and the like, `RuntimeError` for a transaction inside
        a transaction.
        """
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread has a write transaction open already")
        with self._turn, translated(self.path):
            self._holder = threading.get_ident()
            try:
                if erasing:
                    self._writer.execute("PRAGMA secure_delete = ON")
                yield from self._transaction()
                if erasing:
                    self._empty_log(LOG_SECONDS)
                elif self._log_size() > self._log_limit:
                    self._empty_log(LOG_SECONDS / 4)
                    # A reader that holds it for long is not waited for at every transaction.
                    self._log_limit = self._log_size() + LOG_BYTES
            finally:
                self._holder = None
                if erasing and not self._closed:
                    self._writer.execute("PRAGMA secure_delete = FAST")

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own that sees one moment of the file and cannot change it."""
        with translated(self.path):
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    def backup(self, target: Path) -> None:
        """Copy the file, whole and consistent, to `target` while others go on writing.

        The copy is checked before it takes the target's name; an older file there is replaced.
        Raises `StorageError`.
        """
        part = target.with_name(target.name + ".part")
        try:
            with translated(target):
                part.unlink(missing_ok=True)
                verdict = self._copy(part)
            if verdict != "ok":
                raise StorageError("damaged", self.path, verdict)
            _settle(part, target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def size(self) -> int:
        """Bytes on the disk, the log included."""
        return self.path.stat().st_size + self._log_size()

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound. Reads all of it."""
        try:
            with self.read() as connection:
                found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        except StorageError as error:
            # Some damage is listed by SQLite's check, some stops the check itself.
            if error.kind != "damaged":
                raise
            found = [error.detail]
        return [] if found == ["ok"] else found

    def compact(self) -> None:
        """Give free pages back to the disk, and with them whatever text they still hold.

        In small steps, between which other programs write: a backfill goes on beside it. A file
        that was made before this was so is written anew once, which needs as much free space as it
        is large, and for which others wait. Raises `StorageError`.
        """
        with self._turn, translated(self.path):
            (mode,) = self._writer.execute("PRAGMA auto_vacuum").fetchone()
            if mode != INCREMENTAL:
                self._writer.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
                self._writer.execute("VACUUM")
        while self._give_pages_back():
            pass
        with self._turn, translated(self.path):
            self._empty_log(LOG_SECONDS)

    def close(self) -> None:
        """Close every connection; what is committed is in the file."""
        with self._turn:
            self._closed = True
            with self._readers_guard:
                for reader in self._readers:
                    reader.close()
                self._readers.clear()
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _copy(self, part: Path) -> str:
        """Copy the file to `part`; what SQLite finds wrong with the copy, or "ok"."""
        # What is copied may hold secrets: the copy is its owner's alone, as the file should be.
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise StorageError("cannot_open", part, error.strerror or str(error)) from error
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            with self.read() as source:
                source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            return str(copy.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            copy.close()

    def _transaction(self) -> Iterator[sqlite3.Connection]:
        begin(self._writer)
        try:
            yield self._writer
            self._writer.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself; a second ROLLBACK would hide the cause.
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    def _give_pages_back(self) -> bool:
        """One step; whether there is another to make."""
        with self._turn, translated(self.path):
            (before,) = self._writer.execute("PRAGMA freelist_count").fetchone()
            self._writer.execute(f"PRAGMA incremental_vacuum({STEP_PAGES})").fetchall()
            (after,) = self._writer.execute("PRAGMA freelist_count").fetchone()
        # Somebody else may free pages as fast as they are given back: that is for the next time.
        return bool(0 < after < before)

    def _log_size(self) -> int:
        try:
            return self.path.with_name(self.path.name + "-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def _empty_log(self, seconds: float) -> None:
        """Move the log into the file and cut it to nothing, unless a reader still needs it."""
        self._writer.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
        try:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._writer.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")

    def _borrow(self) -> sqlite3.Connection:
        with self._readers_guard:
            if self._closed:
                raise RuntimeError("the database is closed")
            if self._readers:
                return self._readers.pop()
        connection = _connect(self.path)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._readers_guard:
            if not self._closed and len(self._readers) < IDLE_READERS:
                self._readers.append(connection)
                return
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(writer: sqlite3.Connection, path: Path) -> None:
    (mode,) = writer.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        # Takes effect in a file without tables: in every new one.
        writer.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")
        (mode,) = writer.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StorageError("cannot_open", path, "its folder allows no write-ahead log")
    writer.execute("PRAGMA journal_size_limit = 67108864")
    # What is deleted from a page is overwritten while the page is written anyway.
    writer.execute("PRAGMA secure_delete = FAST")


def _settle(part: Path, target: Path) -> None:
    """Let `part` take the target's name only when its bytes are on the disk."""
    try:
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise StorageError("cannot_open", target, error.strerror or str(error)) from error
