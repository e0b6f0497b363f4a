import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from runtime.sqlite import Database, StorageError
from runtime.sqlite import database as module
from runtime.sqlite.migrations import APPLICATION_ID
from tests.fakes.notes import NOTES
from tests.runtime.sqlite.conftest import Script


def texts(database: Database) -> list[str]:
    with database.read() as connection:
        return [row[0] for row in connection.execute("SELECT text FROM notes ORDER BY id")]


def add(database: Database, *given: str, erasing: bool = False) -> None:
    with database.write(erasing=erasing) as tx:
        tx.executemany("INSERT INTO notes (text) VALUES (?)", [(text,) for text in given])


def test_a_block_that_ends_is_stored_and_one_that_fails_is_not(database: Database) -> None:
    add(database, "a")

    def fail() -> None:
        with database.write() as tx:
            tx.execute("INSERT INTO notes (text) VALUES ('b')")
            raise KeyError("b")

    with pytest.raises(KeyError):
        fail()
    with pytest.raises(sqlite3.IntegrityError):
        add(database, "c", None)  # type: ignore[arg-type]
    add(database, "d")
    assert texts(database) == ["a", "d"]


def test_a_block_that_rolled_back_itself_shows_its_own_error(database: Database) -> None:
    def fail() -> None:
        with database.write() as tx:
            tx.execute("ROLLBACK")
            raise KeyError("own")

    with pytest.raises(KeyError, match="own"):
        fail()


def test_the_file_is_set_up_as_the_page_says(database: Database) -> None:
    with database.write() as tx:
        assert tx.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert tx.execute("PRAGMA synchronous").fetchone() == (1,)
        assert tx.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert tx.execute("PRAGMA busy_timeout").fetchone() == (module.BUSY_SECONDS * 1000,)


def test_a_transaction_inside_a_transaction_is_a_mistake(database: Database) -> None:
    def nest() -> None:
        with database.write():
            add(database, "inner")

    with pytest.raises(RuntimeError, match="open already"):
        nest()
    add(database, "after")
    assert texts(database) == ["after"]


def test_a_block_holds_the_pen_from_its_first_line(database: Database) -> None:
    """Otherwise two that read before they write could decide on the same old state."""
    other = sqlite3.connect(database.path, timeout=0, isolation_level=None)
    try:
        with database.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError) as caught, database.read() as connection:
        connection.execute("DELETE FROM notes")
    assert caught.value.kind == "read_only"


def test_a_reader_may_end_its_moment_itself(database: Database) -> None:
    with database.read() as connection:
        connection.execute("COMMIT")
    with database.read() as again:
        assert again is connection
        assert again.in_transaction


def test_a_reader_sees_one_moment(database: Database) -> None:
    add(database, "a")
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (1,)
        add(database, "b")
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (1,)
        assert len(texts(database)) == 2
    assert len(texts(database)) == 2


def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    with database.write() as tx:
        tx.execute("INSERT INTO notes (text) VALUES ('a')")
        assert texts(database) == []


def test_readers_are_used_again_up_to_a_number(database: Database) -> None:
    with database.read() as one, database.read() as two:
        assert one is not two
    with database.read() as again:
        assert again in (one, two)
    many = [database.read() for _ in range(module.IDLE_READERS + 2)]
    for each in many:
        each.__enter__()
    for each in many:
        each.__exit__(None, None, None)
    assert len(database._readers) == module.IDLE_READERS


def test_threads_take_turns_and_lose_nothing(database: Database) -> None:
    add(database, "0")

    def work() -> None:
        for _ in range(50):
            with database.write() as tx:
                (number,) = tx.execute("SELECT text FROM notes").fetchone()
                tx.execute("UPDATE notes SET text = ?", (str(int(number) + 1),))
            texts(database)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts(database) == ["200"]


WRITER = """
import sys
from pathlib import Path
from runtime.sqlite import Database
from tests.fakes.notes import NOTES
with Database.open(Path(sys.argv[1]), NOTES) as database:
    for n in range(200):
        with database.write() as tx:
            tx.execute("INSERT INTO notes (text) VALUES (?)", (sys.argv[2],))
print("done", flush=True)
"""


def test_processes_open_a_new_file_and_write_at_the_same_time(
    tmp_path: Path, script: Script
) -> None:
    path = tmp_path / "new" / "parley.db"
    writers = [script(WRITER, path, n) for n in range(4)]
    assert [writer.communicate(timeout=120)[0] for writer in writers] == ["done\n"] * 4
    with Database.open(path, NOTES) as database:
        assert sorted(texts(database)) == sorted(str(n) for n in range(4) for _ in range(200))


def test_a_backup_is_whole_while_others_write(database: Database, tmp_path: Path) -> None:
    add(database, *(["x" * 2000] * 300))
    target = tmp_path / "backup.db"
    target.write_bytes(b"an older backup")
    stop = threading.Event()

    def write_on() -> None:
        while not stop.is_set():
            add(database, "y")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        database.backup(target)
    finally:
        stop.set()
        writer.join()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "data"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600, "the store holds secrets, and so does it"
    with Database.open(target, NOTES) as copy:
        assert copy.check() == []
        assert texts(copy).count("x" * 2000) == 300


def test_a_backup_to_nowhere_says_so(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        database.backup(tmp_path / "none" / "backup.db")
    assert caught.value.kind == "cannot_open"
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError) as caught:
        database.backup(tmp_path / "folder")
    assert caught.value.kind == "cannot_open"
    assert list(tmp_path.glob("*.part")) == []


def bytes_on_disk(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in database.path.parent.iterdir())


def test_what_is_erased_is_gone_from_the_disk(database: Database) -> None:
    secret = "the secret of the talks " * 400
    add(database, "before", secret, "after")
    assert b"secret of the talks" in bytes_on_disk(database)
    with database.write(erasing=True) as tx:
        tx.execute("DELETE FROM notes WHERE text = ?", (secret,))
    assert b"secret of the talks" not in bytes_on_disk(database)
    assert texts(database) == ["before", "after"]


def test_an_erasing_block_that_fails_leaves_all_as_it_was(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add(database, None, erasing=True)  # type: ignore[arg-type]
    with database.write() as tx:
        assert tx.execute("PRAGMA secure_delete").fetchone() == (2,)


def test_erasing_does_not_wait_for_a_reader_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOG_SECONDS", 0.05)
    add(database, "a")
    with database.read() as connection:
        connection.execute("SELECT * FROM notes").fetchone()
        with database.write(erasing=True) as tx:
            tx.execute("DELETE FROM notes")
    assert texts(database) == []


def test_compacting_gives_pages_back(database: Database) -> None:
    add(database, *(["x" * 4000] * 200))
    with database.write() as tx:
        tx.execute("DELETE FROM notes")
    database.compact()
    assert len(bytes_on_disk(database)) < 200_000


def test_compacting_takes_with_it_what_was_deleted_earlier(database: Database) -> None:
    secret = "the secret of the talks " * 400
    add(database, *(["x" * 4000] * 20), secret, *(["y" * 4000] * 20))
    with database.write() as tx:
        tx.execute("UPDATE notes SET text = 'nothing' WHERE text = ?", (secret,))
    database.compact()
    assert b"secret of the talks" not in bytes_on_disk(database)
    assert database.check() == []


def test_a_file_that_was_made_before_is_compacted_too(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    older = sqlite3.connect(path, isolation_level=None)
    older.execute("PRAGMA journal_mode = WAL")
    older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    older.close()
    with Database.open(path, NOTES) as database:
        for _ in range(2):
            add(database, *(["x" * 4000] * 200))
            with database.write() as tx:
                tx.execute("DELETE FROM notes")
            database.compact()
            assert len(bytes_on_disk(database)) < 200_000


def test_others_write_while_a_file_is_compacted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STEP_PAGES", 4)
    add(database, *(["x" * 4000] * 400))
    with database.write() as tx:
        tx.execute("DELETE FROM notes")
    # A program of its own, which waits for no more than a second.
    begun, done = threading.Event(), threading.Event()
    written: list[int] = []

    def write() -> None:
        other = sqlite3.connect(database.path, timeout=1.0, isolation_level=None)
        try:
            while not done.is_set():
                other.execute("INSERT INTO notes (text) VALUES ('beside')")
                written.append(1)
                begun.set()
        finally:
            other.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(10)
    before = len(written)
    database.compact()
    meanwhile = len(written) - before
    done.set()
    writer.join()
    assert meanwhile > 0
    assert len(texts(database)) == len(written)
    with database.read() as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] < 100


def test_the_log_stays_small_while_readers_come_and_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOG_BYTES", 2_000_000)
    database._log_limit = 2_000_000
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            texts(database)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    log = database.path.with_name(database.path.name + "-wal")
    sizes = []
    for _ in range(60):
        with database.write() as tx:
            tx.execute("DELETE FROM notes")
            tx.execute("INSERT INTO notes (text) VALUES (?)", ("x" * 400_000,))
        sizes.append(log.stat().st_size)
    done.set()
    for reader in readers:
        reader.join()
    assert max(sizes) < 10_000_000


def test_a_check_that_cannot_read_is_no_finding(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path) -> sqlite3.Connection:
        raise StorageError("cannot_open", path)

    monkeypatch.setattr(module, "_connect", gone)
    with pytest.raises(StorageError):
        database.check()


def test_damage_that_stops_the_check_is_a_finding(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(path: Path) -> sqlite3.Connection:
        raise StorageError("damaged", path, "malformed")

    monkeypatch.setattr(module, "_connect", damaged)
    assert database.check() == ["malformed"]


def test_a_closed_database_gives_no_reader(tmp_path: Path) -> None:
    opened = Database.open(tmp_path / "parley.db", NOTES)
    add(opened, "a")
    reading = opened.read()
    connection = reading.__enter__()
    opened.close()
    reading.__exit__(None, None, None)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    with pytest.raises(RuntimeError, match="closed"), opened.read():
        pass
    assert not (tmp_path / "parley.db-wal").exists()
