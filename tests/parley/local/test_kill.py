"""Killed with -9 at any moment, started again, fed in any order: the same export."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.program import Program, lines

DATA = Path(__file__).parents[4] / "shared"
WCEP = DATA / "data" / "articles" / "wcep_2025-01_2025-08.jsonl"
KINDS = ("articles", "statements", "shifts")
SMALL = 200
"""Articles for the everyday run; `make soak` takes the whole file."""


def stored(program: Program) -> int:
    """How many articles are committed; 0 while there is no file yet."""
    path = program.data_dir / "parley.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM revisions").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are being made
        return 0
    finally:
        connection.close()


def exports(program: Program) -> dict[str, list[dict[str, Any]]]:
    return {kind: program.export(kind) for kind in KINDS}


def kill_at(program: Program, arguments: tuple[str, ...], articles: int) -> int:
    """Start a backfill, kill it when that many articles are committed; how many there were."""
    running = program.start("backfill", *arguments)
    try:
        while stored(program) < articles:
            assert running.poll() is None, running.communicate()[1]
            time.sleep(0.02)
        assert running.poll() is None, "it was done before it could be killed: no work in flight"
        running.send_signal(signal.SIGKILL)
    finally:
        running.kill()
        running.communicate()
    return stored(program)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """News of eight months as the pipeline reads it."""
    if not WCEP.exists():
        pytest.skip(f"needs {WCEP.name}, which is not beside this checkout")
    whole = request.config.getoption("--soak")
    made = subprocess.run(
        [sys.executable, str(DATA / "tools" / "to_articles.py"), str(WCEP)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    path = tmp_path_factory.mktemp("wcep") / "articles.jsonl"
    path.write_text("\n".join(made if whole else made[:SMALL]) + "\n", encoding="utf-8")
    return path


@pytest.mark.slow
def test_five_kills_and_a_shuffled_order_change_nothing(articles: Path, tmp_path: Path) -> None:
    quiet = Program(tmp_path / "quiet")
    quiet.run("backfill", str(articles), "--profile", "fast")
    expected = exports(quiet)
    assert all(expected.values()), "an empty export proves nothing"

    total = len(articles.read_text(encoding="utf-8").splitlines())
    killed = Program(tmp_path / "killed")
    for number in range(1, 6):
        after = kill_at(killed, (str(articles), "--profile", "fast"), total * number // 7)
        assert 0 < after < total
    said = killed.run("backfill", str(articles), "--profile", "fast").stderr
    assert "known already" in said
    assert exports(killed) == expected

    shuffled = tmp_path / "shuffled.jsonl"
    mixed = articles.read_text(encoding="utf-8").splitlines()
    random.Random(7).shuffle(mixed)
    shuffled.write_text("\n".join(mixed) + "\n", encoding="utf-8")
    other = Program(tmp_path / "other")
    other.run("backfill", str(shuffled), "--profile", "fast", "--as-given")
    assert exports(other) == expected


def test_two_pipelines_on_one_directory(program: Program, tmp_path: Path) -> None:
    """The second says who is there and stops; commands that read work beside the first."""
    many = lines(
        tmp_path / "a.jsonl",
        *(
            {
                "id": n,
                "text": f"Norway's foreign minister said on day {n} that talks would go on.",
                "published_at": f"2026-03-{n % 28 + 1:02}",
            }
            for n in range(3000)
        ),
    )
    first = program.start("backfill", str(many), "--profile", "fast")
    try:
        while not stored(program):
            assert first.poll() is None
            time.sleep(0.02)
        second = program.run("backfill", str(many), status=1)
        assert "parley backfill" in second.stderr
        assert f"process {first.pid}" in second.stderr
        assert "Traceback" not in second.stderr
        assert program.export("articles")
        assert "Norway" in program.run("search", "talks").stdout
        assert program.run("doctor", status=None).stdout
        program.run("backup", str(tmp_path / "copy.db"))
        assert first.poll() is None, "the first was done: nothing was tested"
    finally:
        first.kill()
        first.communicate()
    assert json.loads(program.run("search", "--json", "--limit", "1", "talks").stdout)["article_id"]
