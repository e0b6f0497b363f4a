"""Full disks, locked files, damage, and death at any moment."""

import os
import signal
import sqlite3
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from runtime.sqlite import Database, DirectoryLock, DirectoryLocked, StorageError
from runtime.sqlite import database as module
from runtime.sqlite.errors import CODES, REMEDIES, translated
from runtime.sqlite.turn import begin
from tests.fakes.notes import NOTES
from tests.runtime.sqlite.conftest import Script

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fill(database: Database, rows: int) -> None:
    with database.write() as tx:
        tx.executemany("INSERT INTO notes (text) VALUES (?)", [("x" * 4000,)] * rows)


def count(database: Database) -> int:
    with database.read() as connection:
        number: int = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
    return number


def test_a_full_disk_is_said_and_nothing_stored_is_lost(database: Database) -> None:
    fill(database, 10)
    with database.write() as tx:
        tx.execute("PRAGMA max_page_count = 30")
    with pytest.raises(StorageError) as caught:
        fill(database, 100)
    assert caught.value.kind == "full"
    assert "free some space" in str(caught.value)
    assert count(database) == 10
    with database.write() as tx:
        tx.execute("PRAGMA max_page_count = 100000")
    fill(database, 100)
    assert (count(database), database.check()) == (110, [])


FILES_LIMITED = """
import resource, sys
from pathlib import Path
from runtime.sqlite import Database, StorageError
from tests.fakes.notes import NOTES
with Database.open(Path(sys.argv[1]), NOTES) as database:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    stored = 0
    try:
        while True:
            with database.write() as tx:
                tx.execute("INSERT INTO notes (text) VALUES (?)", ("x" * 4000,))
            stored += 1
    except StorageError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        print(error.kind, stored)
"""


def test_a_real_write_that_fails_loses_nothing_that_was_committed(
    tmp_path: Path, script: Script
) -> None:
    path = tmp_path / "parley.db"
    said, _ = script(FILES_LIMITED, path).communicate(timeout=60)
    kind, stored = said.split()
    assert kind in ("full", "input_output")
    assert int(stored) > 5
    with Database.open(path, NOTES) as database:
        assert (count(database), database.check()) == (int(stored), [])


def test_another_programs_lock_is_said(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(module, "begin", partial(begin, seconds=0.02))
        with pytest.raises(StorageError) as caught:
            fill(database, 1)
    finally:
        other.close()
    assert caught.value.kind == "busy"
    fill(database, 1)
    assert count(database) == 1


def test_damage_is_said(database: Database, tmp_path: Path) -> None:
    fill(database, 200)
    database.backup(tmp_path / "copy.db")
    with (tmp_path / "copy.db").open("r+b") as file:
        file.seek(4 * 4096)
        file.write(os.urandom(100_000))
    with Database.open(tmp_path / "copy.db", NOTES) as damaged:
        assert damaged.check() != []
        with pytest.raises(StorageError) as caught:
            damaged.backup(tmp_path / "again.db")
        assert caught.value.kind == "damaged"
        assert "put back the newest backup" in str(caught.value)
    assert not (tmp_path / "again.db").exists()


def test_a_file_system_without_a_log_is_refused(tmp_path: Path) -> None:
    writer = sqlite3.connect(":memory:")
    try:
        with pytest.raises(StorageError, match="write-ahead log"):
            module._prepare(writer, tmp_path / "parley.db")
    finally:
        writer.close()


def test_every_kind_has_a_remedy_and_other_errors_pass(tmp_path: Path) -> None:
    assert set(CODES.values()) <= REMEDIES.keys()
    for kind in REMEDIES:
        assert str(StorageError(kind, tmp_path)).startswith(str(tmp_path))
    with pytest.raises(sqlite3.Error, match="no code"), translated(tmp_path):
        raise sqlite3.Error("no code")


KILLED = """
import sys
from pathlib import Path
from runtime.sqlite import Database
from tests.fakes.notes import NOTES
with Database.open(Path(sys.argv[1]), NOTES) as database:
    while True:
        with database.write() as tx:
            (n,) = tx.execute("SELECT count(*) FROM notes").fetchone()
            tx.execute("INSERT INTO notes VALUES (?, ?)", (2 * n, "x" * 3000))
            tx.execute("INSERT INTO notes VALUES (?, ?)", (2 * n + 1, "y" * 3000))
        print(n + 2, flush=True)
"""


def test_killed_at_any_moment_every_commit_is_there_and_whole(
    tmp_path: Path, script: Script
) -> None:
    path = tmp_path / "parley.db"
    stored = 0
    for turn in range(5):
        writer = script(KILLED, path)
        assert writer.stdout is not None
        for _ in range(20 + 37 * turn):
            stored = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
        assert writer.wait() == -signal.SIGKILL
        # The last line may be cut off by the kill; every whole one stands for a commit.
        stored = max([stored, *(int(line) for line in rest[:-1])])
        with Database.open(path, NOTES) as database:
            assert database.check() == []
            assert count(database) in (stored, stored + 2)
            stored = count(database)


KILLED_WHILE_MIGRATING = """
import sys
from pathlib import Path
from runtime.sqlite import Database, Migration
from tests.fakes.notes import NOTES
slow = '''
CREATE TABLE half (n INTEGER);
INSERT INTO half WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;
'''
print("go", flush=True)
Database.open(Path(sys.argv[1]), (*NOTES, Migration("notes", 3, slow)))
"""


def test_killed_in_a_migration_the_file_is_as_before(database: Database, script: Script) -> None:
    fill(database, 3)
    migrating = script(KILLED_WHILE_MIGRATING, database.path)
    assert migrating.stdout is not None
    assert migrating.stdout.readline() == "go\n"
    log = database.path.with_name("parley.db-wal")
    size = log.stat().st_size
    # It is inside its endless step once the log grows: its pages no longer fit into memory.
    while log.stat().st_size < size + 1_000_000:
        assert migrating.poll() is None
    os.kill(migrating.pid, signal.SIGKILL)
    migrating.wait()
    fill(database, 3)
    with Database.open(database.path, NOTES) as again:
        assert (count(again), again.check()) == (6, [])


HOLDER = """
import os, sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from runtime.sqlite import DirectoryLock
with DirectoryLock(Path(sys.argv[1]), "parley run", datetime(2026, 3, 1, tzinfo=UTC)):
    up, child = os.pipe()
    if sys.argv[2] == "fork" and os.fork() == 0:
        os.close(1)
        os.write(child, b"up")
        sys.stdin.read()
        os._exit(0)
    if sys.argv[2] == "fork":
        os.read(up, 2)
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""


def test_the_second_says_who_the_first_is(tmp_path: Path, script: Script) -> None:
    holder = script(HOLDER, tmp_path, "")
    assert holder.stdout is not None
    pid = holder.stdout.readline().strip()
    with pytest.raises(DirectoryLocked) as caught, DirectoryLock(tmp_path, "parley demo", NOON):
        pass
    said = str(caught.value)
    assert f"in use by `parley run` (process {pid} on " in said
    assert "since 2026-03-01T00:00:00+00:00" in said
    assert "--data-dir" in said
    holder.communicate()
    with DirectoryLock(tmp_path, "parley demo", NOON):
        pass


@pytest.mark.parametrize("how", ["", "fork"])
def test_a_holder_that_is_killed_leaves_no_lock_even_if_its_child_lives(
    tmp_path: Path, script: Script, how: str
) -> None:
    holder = script(HOLDER, tmp_path, how)
    assert holder.stdout is not None
    holder.stdout.readline()
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with DirectoryLock(tmp_path, "parley run", NOON):
        pass


def test_a_lock_is_let_go_and_taken_again(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path / "new", "parley run", NOON)
    for _ in range(2):
        with lock, pytest.raises(DirectoryLocked), DirectoryLock(tmp_path / "new", "x", NOON):
            pass
    lock.__exit__(None, None, None)


def test_a_longer_name_before_leaves_nothing_behind(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path, "parley backfill " + "x" * 200, NOON):
        pass
    with DirectoryLock(tmp_path, "parley run", NOON), pytest.raises(DirectoryLocked) as caught:
        DirectoryLock(tmp_path, "x", NOON).__enter__()
    assert "`parley run`" in str(caught.value)


def test_a_lock_file_without_sense_still_locks(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path, "parley run", NOON) as lock:
        lock.path.write_text("[]")
        with pytest.raises(DirectoryLocked, match="another process"):
            DirectoryLock(tmp_path, "x", NOON).__enter__()


def test_a_directory_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError) as caught:
        DirectoryLock(tmp_path / "file" / "data", "x", NOON).__enter__()
    assert caught.value.kind == "cannot_open"
