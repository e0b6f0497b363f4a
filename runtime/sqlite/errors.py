"""What can be wrong with the file, in words that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Kind = Literal[
    "full",
    "read_only",
    "not_a_database",
    "damaged",
    "cannot_open",
    "busy",
    "input_output",
    "newer",
    "foreign",
    "changed",
]

REMEDIES: dict[Kind, str] = {
    "full": "the disk is full: free some space or move the data directory, then start again;"
    " nothing that was stored before is lost",
    "read_only": "it cannot be written: give this user write access to the file and its folder,"
    " or choose another --data-dir",
    "not_a_database": "it is no SQLite file: move it away or choose another --data-dir",
    "damaged": "it is damaged: put back the newest backup (made with `parley backup`)",
    "cannot_open": "it cannot be opened: check that the folder exists and that this user may"
    " write there, or choose another --data-dir",
    "busy": "another program kept it locked for too long: end that program or try again",
    "input_output": "reading or writing failed: check the disk (space, quota, health)"
    " and the system's log",
    "newer": "it was written by a newer Parley: update this one, or choose another --data-dir",
    "foreign": "it is an SQLite file of another program: choose another --data-dir",
    "changed": "a step that made its tables differs from this program's: use the release"
    " that wrote it, or start with an empty --data-dir",
}

CODES: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_IOERR: "input_output",
}
"""SQLite's primary result codes (https://sqlite.org/rescode.html) that concern the file itself."""

PRIMARY = 0xFF
"""The low byte of an extended result code is the primary one."""


class StorageError(Exception):
    """The file cannot be used. The message names it and says what to do; `kind` is stable."""

    def __init__(self, kind: Kind, path: Path, detail: str = "") -> None:
        self.kind: Kind = kind
        self.path = path
        self.detail = detail
        super().__init__(f"{path}: {REMEDIES[kind]}" + (f" ({detail})" if detail else ""))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise `StorageError` for what concerns the file; let every other error through."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        kind = CODES.get(code & PRIMARY) if isinstance(code, int) else None
        if kind is None:
            raise
        raise StorageError(kind, path, str(error)) from error
