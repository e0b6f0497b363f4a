"""`parley console`: served, stopped, refused."""

import re
import socket
import urllib.request
from pathlib import Path

from tests.fakes.program import Program, lines


def test_it_serves_what_is_stored_until_it_is_stopped(program: Program, tmp_path: Path) -> None:
    text = "“We will not sign the fishery treaty,” said Anna Berg, Norway's foreign minister.\n"
    story = {"id": "1", "title": "Treaty", "text": text, "published_at": "2026-02-03T10:00:00Z"}
    program.run("backfill", str(lines(tmp_path / "a.jsonl", story)), "--profile", "fast")
    running = program.start("console", "--port", "0")
    assert running.stderr is not None
    try:
        address = ""
        for line in running.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                address = found.group()
                break
        assert address, "it ended before it served"
        with urllib.request.urlopen(f"{address}search?q=treaty", timeout=30) as answer:
            assert "Anna Berg" in answer.read().decode()
    finally:
        running.terminate()
        running.communicate(timeout=30)
    assert running.returncode == 0


def test_a_taken_port_and_an_open_address_are_said_in_one_line(program: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in (("console",), ("run",), ("demo", "--once")):
            said = program.run(*command, "--port", port, status=1).stderr
            assert said.count("\n") == 1
            assert "choose another with --port" in said
    assert "console_token" in program.run("console", "--host", "0.0.0.0", status=1).stderr
