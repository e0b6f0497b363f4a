"""Roles as processes: started with settings, waited for, asked for their memory, ended."""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runtime.settings import Settings

READY_SECONDS = 120.0
END_SECONDS = 60.0
LOOK_SECONDS = 0.2

CARRIED = (
    *("prefix", "kafka", "kafka_user", "kafka_password", "elasticsearch", "elasticsearch_user"),
    *("elasticsearch_password", "elasticsearch_ca", "partitions", "replication", "profile"),
    *("allowed_private_hosts", "alerts_per_hour"),
)
"""Settings that a role is started with, by its environment."""


class RoleFailed(RuntimeError):
    """A role did not become ready, or ended; the message has its last words."""


@dataclass(frozen=True)
class RoleProcess:
    """One running role."""

    name: str
    process: "subprocess.Popen[bytes]"
    port: int
    _said: IO[bytes]

    def until_ready(self) -> None:
        """Wait until it has all it needs. Raises `RoleFailed`."""
        until = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                said = os.pread(self._said.fileno(), 1_000_000, 0).decode("utf-8", "replace")
                raise RoleFailed(f"parley {self.name} is not ready: {said.strip()[-2000:]}")
            time.sleep(LOOK_SECONDS)

    def memory(self) -> int:
        """Bytes that it and its children hold."""
        return sum(map(_resident, _family(self.process.pid)))

    def cpu_seconds(self) -> float:
        """Processor time that it and its children have taken."""
        return cpu_seconds(self.process.pid)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def roles(settings: Settings, names: Sequence[str]) -> Iterator[list[RoleProcess]]:
    """Start these roles, several of one name too; all are ready. Raises `RoleFailed`."""
    with ExitStack() as stack:
        started = [
            stack.enter_context(_role(settings, name, f"{name}{number}"))
            for number, name in enumerate(names)
        ]
        for each in started:
            each.until_ready()
        yield started


@contextmanager
def _role(settings: Settings, name: str, folder: str) -> Iterator[RoleProcess]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "parley.main", name],
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment(settings, folder) | {"PARLEY_HEALTH_PORT": str(port)},
        )
        try:
            yield RoleProcess(name, process, port, said)
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def environment(settings: Settings, folder: str) -> dict[str, str]:
    """What a process is started with; its data directory is a folder in that of the settings."""
    # The reader's own settings would measure another program.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    carried = {name: getattr(settings, name) for name in CARRIED}
    return own | {
        "OMP_NUM_THREADS": "1",
        "PARLEY_SHELL": "cluster",
        "PARLEY_DATA_DIR": str(settings.data_dir / folder),
        **{
            f"PARLEY_{name.upper()}": ",".join(value) if isinstance(value, tuple) else str(value)
            for name, value in carried.items()
            if value not in {None, "", ()}
        },
    }


def cpu_seconds(pid: int) -> float:
    """Processor time that a process and its children have taken (proc(5), stat, fields 14-15)."""
    ticks = 0
    for each in _family(pid):
        stat = Path(f"/proc/{each}/stat").read_text(encoding="ascii", errors="replace")
        user, system = stat.rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += _family(int(child))
    return found


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
