"""Server processes that outlive the command that started them, and are never mistaken."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from deploy.local.errors import ClusterError

STEP_SECONDS = 0.1


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A process by its number and the moment it was started, in the kernel's ticks since boot.

    Numbers are given again: the pair is not.
    """

    pid: int
    started: int

    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return _started(self.pid) == self.started


def start(
    command: Sequence[str], *, log: Path, environment: Mapping[str, str], user: int | None = None
) -> Running:
    """Start a server in a session of its own, its output appended to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own words and paths
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd="/",
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=[] if user is not None else None,
        )
    started = _started(process.pid)
    # The child is left to run: without this its end would be reported as a leak.
    process.returncode = 0
    if started is None:
        raise ClusterError(f"{command[0]} ended at once; see {log}")
    return Running(pid=process.pid, started=started)


def found(pid: int) -> Running | None:
    """The process of that number, None where there is none."""
    started = _started(pid)
    return None if started is None else Running(pid=pid, started=started)


def stop(running: Running, patience: float = 30.0) -> bool:
    """End a process: by SIGTERM, after `patience` seconds by SIGKILL. False where it had ended."""
    if not running.alive():
        return False
    for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.pid, number)
        if wait(lambda: not running.alive(), seconds):
            return True
    raise ClusterError(f"process {running.pid} can't be ended")


def wait(true: Callable[[], bool], seconds: float) -> bool:
    """Whether a condition came true within so many seconds; it is asked ten times a second."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(STEP_SECONDS)
    return True


def _started(pid: int) -> int | None:
    """Field 22 of /proc/PID/stat (proc(5)); None where the process is gone or a zombie."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])
