"""A batch of hits through the tables: recorded, published, and only then counted as read."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from runtime.kafka import Passing, Record, Rejected
from runtime.kafka.consuming import Outcome
from runtime.kafka.records import readable
from runtime.sqlite import Database, StorageError
from search.alerts.courier import Writing
from search.alerts.kafka.recording import record, unknown
from search.alerts.kafka.scanned import TYPE, Scanned, count
from wire.met import Met

CatchUp = Callable[[], Awaitable[object]]
"""Lets the file have the newest watches and targets."""


class Taking:
    """Works batches of hits, as `runtime.kafka.Handle` says."""

    def __init__(
        self,
        database: Database,
        write: Writing,
        *,
        now: Callable[[], datetime],
        catch_up: CatchUp,
        publish: CatchUp,
    ) -> None:
        self._database = database
        self._write = write
        self._now = now
        self._catch_up = catch_up
        self._publish = publish

    async def __call__(self, records: Sequence[Record]) -> Sequence[Outcome]:
        """Take a batch; gives those that are no hits. Raises `Passing` where nothing is stored."""
        counted, wrong = readable([each for each in records if each.about.type == TYPE], Scanned)
        good, bad = readable([each for each in records if each.about.type != TYPE], Met)
        bad += wrong
        found = [met for _, met in good if _has_document(met)]
        bad += [
            Rejected(each, "malformed", "a hit without its document")
            for each, met in good
            if not _has_document(met)
        ]
        try:
            if await asyncio.to_thread(self._is_unknown, found):
                # The index has read the watches further than this role has.
                await self._catch_up()
            await self._write(lambda tx: self._keep(tx, found, [each for _, each in counted]))
            await self._publish()
        except StorageError as error:
            raise Passing(str(error)) from error
        return bad

    def _keep(
        self, tx: sqlite3.Connection, found: Sequence[Met], counted: Sequence[Scanned]
    ) -> None:
        record(tx, found, self._now())
        for each in counted:
            count(tx, each)

    def _is_unknown(self, found: Sequence[Met]) -> bool:
        with self._database.read() as connection:
            return unknown(connection, found)


def _has_document(met: Met) -> bool:
    return any(each is not None for each in (met.article, met.statement, met.shift))
