"""One SQLite file that the rooms share: transactions, migrations, backup, the directory's lock.

Rooms bring their own tables as `MIGRATIONS` and write their own SQL.
What does not belong here: any table of a room, what only one room asks, any decision what to keep.
"""

from runtime.sqlite.database import Database
from runtime.sqlite.errors import StorageError
from runtime.sqlite.insisting import STORAGE_PAUSE_SECONDS, insist
from runtime.sqlite.lock import DirectoryLock, DirectoryLocked, first_free
from runtime.sqlite.migrations import Migration
from runtime.sqlite.writer import Writer

__all__ = [
    "STORAGE_PAUSE_SECONDS",
    "Database",
    "DirectoryLock",
    "DirectoryLocked",
    "Migration",
    "StorageError",
    "Writer",
    "first_free",
    "insist",
]
