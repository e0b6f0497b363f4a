"""A console in a process of its own, on one core, and the clock beside each of its answers."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

READY_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """What came back: `seconds` until the last byte, or until the first piece of a download."""

    status: int
    seconds: float
    size: int


@dataclass(frozen=True)
class Served:
    """A running console."""

    pid: int
    address: str
    _said: IO[bytes]

    @property
    def said(self) -> str:
        """What it has written to its standard error: its log."""
        return _read(self._said)

    def ask(self, path: str, connection: http.client.HTTPConnection) -> Answer:
        """One request, over a connection that is kept."""
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        size = len(answer.read(64 * 1024))
        first = time.perf_counter() - started
        size += len(answer.read())
        download = "attachment" in (answer.headers.get("Content-Disposition") or "")
        seconds = first if download else time.perf_counter() - started
        return Answer(answer.status, seconds, size)

    def connection(self) -> http.client.HTTPConnection:
        """A new connection to it."""
        place = urlsplit(self.address)
        return http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)

    def cpu_seconds(self) -> float | None:
        """Processor time of its threads so far; None where the system does not tell (not Linux)."""
        try:
            tasks = list(Path(f"/proc/{self.pid}/task").iterdir())
            nanoseconds = 0
            for task in tasks:
                with suppress(FileNotFoundError):
                    nanoseconds += int((task / "schedstat").read_text().split()[0])
        except OSError:
            return None
        return nanoseconds / 1e9


@contextmanager
def console(data_dir: Path) -> Iterator[Served]:
    """`parley console` over a data directory, held to one core where the system can do that."""
    with program(data_dir, "console", "--port", "0") as served:
        if hasattr(os, "sched_setaffinity"):
            core = {max(os.sched_getaffinity(0))}
            for task in Path(f"/proc/{served.pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), core)
        yield served


@contextmanager
def program(data_dir: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """The program itself, with its console. Raises `RuntimeError` with its words if it fails."""
    command = [sys.executable, "-m", "parley.main", "--data-dir", str(data_dir), *arguments]
    # The reader's own settings would measure another program.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env={**own, "OMP_NUM_THREADS": "1", **settings},
        ) as process,
    ):
        try:
            yield Served(process.pid, _address(process, said), said)
        finally:
            process.terminate()


def drop_from_memory(file: Path) -> None:
    """Let the system forget the file's pages, so that the next reading is from the disk."""
    if not hasattr(os, "posix_fadvise"):
        return
    place = os.open(file, os.O_RDONLY)
    try:
        os.fsync(place)
        os.posix_fadvise(place, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(place)


def _address(process: subprocess.Popen[bytes], said: IO[bytes]) -> str:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"http://\S+", _read(said)):
            return found.group()
        time.sleep(0.05)
    raise RuntimeError(f"the console did not start: {_read(said).strip()}")


def _read(said: IO[bytes]) -> str:
    # The console writes to the same file: read without moving where it writes.
    return os.pread(said.fileno(), 1_000_000, 0).decode("utf-8", "replace")
