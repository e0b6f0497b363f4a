"""One pipeline at a time on one data directory."""

import fcntl
import json
import os
import socket
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from runtime.sqlite.errors import StorageError

FILE = "parley.lock"


class DirectoryLocked(Exception):
    """Another pipeline works on this directory; the message says which."""


class DirectoryLock:
    """A lock (flock) on a directory, held from `__enter__` to `__exit__` or to the process's end.

    The kernel lets it go when the process dies, however it dies, so a stale lock cannot exist.
    The file's content only tells the second one who the first is.
    """

    def __init__(self, directory: Path, command: str, since: datetime) -> None:
        self.path = directory / FILE
        self._holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "command": command,
            "since": since.isoformat(timespec="seconds"),
        }
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StorageError("cannot_open", self.path, error.strerror or str(error)) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise DirectoryLocked(self._who()) from error
        self._descriptor = descriptor
        # A forked child shares the lock; were it to outlive us, nobody could start again.
        os.register_at_fork(after_in_child=self._forget)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(self._holder).encode(), 0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The file stays: were it removed, two could hold "the" lock on different files.
        self._forget()

    def _forget(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _who(self) -> str:
        try:
            holder = json.loads(self.path.read_text(encoding="utf-8"))
            who = (
                f"`{holder['command']}` (process {holder['pid']} on {holder['host']},"
                f" since {holder['since']})"
            )
        except (OSError, ValueError, KeyError, TypeError):
            who = "another process"
        return f"{self.path.parent} is in use by {who}: end it first, or choose another --data-dir"


def first_free(
    stack: ExitStack, directories: Iterable[Path], command: str, since: datetime
) -> Path:
    """The first of some directories that no other process has; locked until `stack` ends.

    For processes of one kind that are started alike on one machine. Raises `DirectoryLocked` with
    the last one's holder where all are taken, `StorageError`.
    """
    taken = DirectoryLocked("there is no directory to choose from")
    for directory in directories:
        try:
            stack.enter_context(DirectoryLock(directory, command, since))
        except DirectoryLocked as error:
            taken = error
        else:
            return directory
    raise taken
