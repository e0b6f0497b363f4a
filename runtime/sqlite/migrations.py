"""Steps that make and change tables, applied once each and in one transaction."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runtime.sqlite.errors import StorageError
from runtime.sqlite.turn import begin

APPLICATION_ID = 0x50524C59
"""Written into the file's header ("PRLY"), so that a file of another program is left alone."""

TABLE = """
CREATE TABLE IF NOT EXISTS migrations (
  component TEXT NOT NULL,
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (component, number)
) WITHOUT ROWID
"""


@dataclass(frozen=True)
class Migration:
    """Step `number` (from 1, without gaps) of a component: one or more SQL statements."""

    component: str
    number: int
    sql: str

    @property
    def digest(self) -> str:
        """Tells whether a step that was applied is still the same; white space does not count."""
        return hashlib.sha256(" ".join(self.sql.split()).encode()).hexdigest()[:16]


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script.

    `sqlite3.executescript` would commit the transaction under way; this lets all steps share one.
    """
    gathered = ""
    for piece in sql.split(";"):
        gathered += piece + ";"
        if sqlite3.complete_statement(gathered):
            if gathered.strip(" \t\r\n;"):
                yield gathered.strip()
            gathered = ""
    if gathered.strip(" \t\r\n;"):
        yield gathered.strip().rstrip(";")


def apply(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """Bring the file up to `migrations`; gives how many steps were applied.

    All or nothing: a kill in between leaves the file as it was. Raises `StorageError` of kind
    "newer" for a file with steps that this program does not know, "foreign" for a file of another
    program, "changed" where an applied step differs; `ValueError` for steps with gaps.
    """
    _check(migrations)
    known = {(step.component, step.number): step for step in migrations}
    if _is_there(connection, known):
        return 0
    begin(connection)
    try:
        _own(connection, path)
        connection.execute(TABLE)
        applied = _applied(connection)
        for (component, number), digest in sorted(applied.items()):
            step = known.get((component, number))
            if step is None:
                raise StorageError("newer", path, f"it has step {number} of {component}")
            if step.digest != digest:
                raise StorageError("changed", path, f"step {number} of {component}")
        missing = [step for step in migrations if (step.component, step.number) not in applied]
        # Component by component as given: one may lean on the tables of those before it.
        order = list(dict.fromkeys(step.component for step in migrations))
        for step in sorted(missing, key=lambda each: (order.index(each.component), each.number)):
            for statement in statements(step.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, ?)",
                (step.component, step.number, step.digest),
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(missing)


def _is_there(connection: sqlite3.Connection, known: Mapping[tuple[str, int], Migration]) -> bool:
    """Whether nothing is to be done; asked without the write lock, which a backfill may hold."""
    connection.execute("BEGIN")
    try:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        begun = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'")
        return (
            owner == APPLICATION_ID
            and begun.fetchone() is not None
            and _applied(connection) == {key: step.digest for key, step in known.items()}
        )
    finally:
        connection.execute("ROLLBACK")


def _applied(connection: sqlite3.Connection) -> dict[tuple[str, int], str]:
    """The digest of each step that the file has, by component and number."""
    return {
        (component, number): digest
        for component, number, digest in connection.execute(
            "SELECT component, number, digest FROM migrations"
        )
    }


def _check(migrations: Sequence[Migration]) -> None:
    numbers: dict[str, list[int]] = {}
    for step in migrations:
        numbers.setdefault(step.component, []).append(step.number)
    for component, found in numbers.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            raise ValueError(f"steps of {component} must be numbered from 1 without gaps: {found}")


def _own(connection: sqlite3.Connection, path: Path) -> None:
    """Take an empty file as ours; refuse one that somebody else has filled."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner == APPLICATION_ID:
        return
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if owner != 0 or tables:
        raise StorageError("foreign", path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
