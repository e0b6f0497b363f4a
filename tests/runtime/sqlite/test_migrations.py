import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.sqlite import Database, Migration, StorageError
from runtime.sqlite.migrations import statements

ONE = Migration("notes", 1, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);")
TWO = Migration("notes", 2, "ALTER TABLE notes ADD COLUMN author TEXT; UPDATE notes SET author='x'")
OTHER = Migration("other", 1, "CREATE TABLE other (id INTEGER)")


def opened(path: Path, migrations: Sequence[Migration]) -> None:
    Database.open(path, migrations).close()


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    finally:
        connection.close()


def refused(path: Path, migrations: Sequence[Migration]) -> StorageError:
    with pytest.raises(StorageError) as caught:
        opened(path, migrations)
    assert str(path) in str(caught.value)
    return caught.value


def test_steps_are_applied_once_and_later_ones_follow(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    opened(path, [ONE])
    with Database.open(path, [OTHER, TWO, ONE]) as database, database.write() as tx:
        tx.execute("INSERT INTO notes (text, author) VALUES ('a', 'b')")
    with Database.open(path, [ONE, TWO, OTHER]) as database, database.read() as connection:
        assert connection.execute("SELECT text, author FROM notes").fetchall() == [("a", "b")]


def test_a_newer_file_is_refused_with_words(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    opened(path, [ONE, TWO, OTHER])
    for older in ([ONE, OTHER], [ONE, TWO], []):
        error = refused(path, older)
        assert error.kind == "newer"
        assert "newer Parley: update" in str(error)
    opened(path, [ONE, TWO, OTHER])


def test_a_step_that_was_changed_is_found_and_white_space_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    opened(path, [ONE])
    opened(path, [Migration("notes", 1, ONE.sql.replace(" (", "\n  ("))])
    changed = Migration("notes", 1, ONE.sql.replace("text TEXT", "text BLOB"))
    assert refused(path, [changed]).kind == "changed"


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    opened(path, [ONE])
    bad = Migration("notes", 2, "CREATE TABLE half (id INTEGER); CREATE TABLE notes (id INTEGER);")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        opened(path, [ONE, bad])
    assert "half" not in tables(path)
    opened(path, [ONE, TWO])


def test_a_step_may_not_end_the_transaction(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        opened(tmp_path / "parley.db", [Migration("notes", 1, "ROLLBACK; CREATE TABLE notes (a)")])


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    assert refused(path, [ONE]).kind == "foreign"
    assert tables(path) == {"theirs"}
    marked = tmp_path / "marked.db"
    connection = sqlite3.connect(marked)
    connection.execute("PRAGMA application_id = 252006673")
    connection.close()
    assert refused(marked, [ONE]).kind == "foreign"


@pytest.mark.parametrize("content", [b"no database at all, but long enough" * 40, b"SQLite" * 99])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "parley.db"
    path.write_bytes(content)
    error = refused(path, [ONE])
    assert error.kind == "not_a_database"
    assert "--data-dir" in str(error)
    assert path.read_bytes() == content


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "file" / "parley.db", [ONE]).kind == "cannot_open"
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path / "folder", [ONE]).kind == "cannot_open"


@pytest.mark.parametrize("numbers", [(2,), (1, 1), (1, 3), (0, 1)])
def test_numbers_have_no_gaps(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    steps = [Migration("notes", number, f"-- {number}") for number in numbers]
    with pytest.raises(ValueError, match="without gaps"):
        opened(tmp_path / "parley.db", steps)


def test_scripts_are_cut_where_statements_end() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;"
    script = f" CREATE TABLE a (b DEFAULT ';'); {trigger}; -- a; remark\nSELECT 3 "
    assert list(statements(script)) == [
        "CREATE TABLE a (b DEFAULT ';');",
        trigger,
        "-- a; remark\nSELECT 3 ;",
    ]
    assert list(statements("SELECT 1; -- end")) == ["SELECT 1;", "-- end"]
    assert list(statements(" ;; \n")) == []


@given(st.lists(st.text(alphabet="ab;'\"-\n ", max_size=12), max_size=5))
def test_quoted_semicolons_cut_nothing(values: list[str]) -> None:
    quoted = ["SELECT '" + value.replace("'", "''") + "'" for value in values]
    connection = sqlite3.connect(":memory:")
    try:
        found = [connection.execute(each).fetchone()[0] for each in statements(";\n".join(quoted))]
    finally:
        connection.close()
    assert found == values
