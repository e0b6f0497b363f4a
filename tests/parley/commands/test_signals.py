"""Ended by a signal at any moment: nothing is left running, nothing is left lying about."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.fakes.program import Program, lines

pytestmark = pytest.mark.slow

SECONDS = 90


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        pytest.skip("this machine does not tell a process's children")
    return [int(each) for each in listed.read_text().split()]


def wait_for(what: str, process: subprocess.Popen[str], found: object) -> None:
    assert callable(found)
    deadline = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < deadline, f"no {what}"
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.fixture
def filled(program: Program, tmp_path: Path) -> Program:
    text = "“We will not sign the fishery treaty,” said Anna Berg, Norway's foreign minister."
    many = ({"id": number, "text": text} for number in range(200))
    program.run("backfill", "--profile", "fast", str(lines(tmp_path / "a.jsonl", *many)))
    return program


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_replay_that_is_stopped_leaves_no_copy(filled: Program, number: signal.Signals) -> None:
    running = filled.start("replay", "--dry-run", "--profile", "fast")
    wait_for("copy", running, lambda: any(filled.data_dir.glob("replay-*/parley.db")))
    running.send_signal(number)
    said = running.communicate(timeout=SECONDS)[1]
    assert running.returncode == 128 + number, said
    assert "Traceback" not in said
    assert list(filled.data_dir.glob("replay-*")) == []


def test_what_a_killed_replay_left_goes_with_the_next(filled: Program) -> None:
    running = filled.start("replay", "--dry-run", "--profile", "fast")
    wait_for("copy", running, lambda: any(filled.data_dir.glob("replay-*/parley.db")))
    running.kill()
    running.communicate()
    assert list(filled.data_dir.glob("replay-*"))
    filled.run("replay", "--dry-run", "--profile", "fast", "--from", "2999-01-01")
    assert list(filled.data_dir.glob("replay-*")) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_child_outlives_the_program(
    program: Program, tmp_path: Path, number: signal.Signals
) -> None:
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("http://nowhere.invalid/feed.xml\n")
    running = program.start("run", "--feeds", str(feeds), "--profile", "fast")
    wait_for("child", running, lambda: children(running))
    (child,) = children(running)
    running.send_signal(number)
    running.communicate(timeout=SECONDS)
    deadline = time.monotonic() + SECONDS
    while alive(child):
        assert time.monotonic() < deadline, "the extraction process is still there"
        time.sleep(0.05)


def test_a_backfill_that_is_stopped_says_nothing_but_may_be_started_again(
    program: Program, tmp_path: Path
) -> None:
    text = "“We will not sign the fishery treaty,” said Anna Berg, Norway's foreign minister."
    many = lines(tmp_path / "a.jsonl", *({"id": number, "text": text} for number in range(3_000)))
    running = program.start("backfill", "--profile", "fast", str(many))
    wait_for("child", running, lambda: children(running))
    running.terminate()
    said = running.communicate(timeout=SECONDS)[1]
    assert (running.returncode, "Traceback" in said) == (143, False)
    (tmp_path / "a.jsonl").write_text("")
    program.run("backfill", str(many))
