"""Transactions from an event loop, one after the other on a thread of their own."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from runtime.sqlite.database import Database

R = TypeVar("R")


class Writer:
    """Writes without holding up the event loop. Close it when nobody writes any more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def write(self, work: Callable[[sqlite3.Connection], R]) -> R:
        """Do `work` in a transaction of its own. Raises `StorageError`, and what it raises."""

        def transaction() -> R:
            with self._database.write() as tx:
                return work(tx)

        return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)

    def close(self) -> None:
        """Wait for the last transaction."""
        self._thread.shutdown()
