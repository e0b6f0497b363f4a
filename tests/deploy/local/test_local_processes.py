"""Server processes: known by number and start, ended, outliving who started them."""

import os
import signal
import sys
from pathlib import Path

import pytest

from deploy.local import processes
from deploy.local.processes import Running

SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True)\n"
    "time.sleep(600)",
]


def started(tmp_path: Path, command: list[str]) -> Running:
    log = tmp_path / "server.log"
    running = processes.start(command, log=log, environment=os.environ)
    assert processes.wait(lambda: b"here" in log.read_bytes(), 60)
    return running


def test_a_process_runs_until_it_is_stopped(tmp_path: Path) -> None:
    running = started(tmp_path, SLEEPER)
    assert running.alive()
    assert os.getsid(running.pid) == running.pid, "a session of its own: Ctrl-C is not for it"
    assert processes.found(running.pid) == running
    assert processes.stop(running)
    assert not running.alive()
    assert not processes.stop(running)


def test_one_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    running = started(tmp_path, DEAF)
    assert processes.stop(running, patience=0.2)
    assert processes.found(running.pid) is None


def test_another_process_of_the_same_number_is_left_alone(tmp_path: Path) -> None:
    running = started(tmp_path, SLEEPER)
    try:
        other = Running(pid=running.pid, started=running.started - 1)
        assert not other.alive()
        assert not processes.stop(other)
        assert running.alive()
    finally:
        os.kill(running.pid, signal.SIGKILL)
        assert processes.wait(lambda: not running.alive(), 60)


def test_what_is_not_there_is_not_found() -> None:
    assert processes.found(2**22 + 1) is None


@pytest.mark.parametrize("true", [True, False])
def test_waiting_says_whether_it_came_true(true: bool) -> None:
    assert processes.wait(lambda: true, 0.0) is true
