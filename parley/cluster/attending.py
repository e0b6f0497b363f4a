"""What the alert role that is at work looks after besides alerts: old months, silent feeds."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from parley.cluster.feeds import silent_now
from parley.cluster.roles import Role
from parley.forgetting import by_retention
from parley.local.attending import LOOK_SECONDS, SILENCE
from parley.local.store import LocalStore
from runtime.metrics import catalogue as metrics
from runtime.sqlite import StorageError
from search.alerts.courier import Writing
from search.alerts.local import operations

log = logging.getLogger(__name__)

PRUNE_SECONDS = 24 * 3600.0
STANDING_BY_SECONDS = 0.5


class Attendant:
    """Two tasks that never end; nothing is done while another role `leads`."""

    def __init__(
        self, role: Role, store: LocalStore, write: Writing, leads: Callable[[], bool]
    ) -> None:
        self._role, self._store, self._write, self._leads = role, store, write, leads

    async def prune(self) -> None:
        """Once a day forget the alerts of months that are older than the retention."""
        months, clock = self._role.settings.retention_months, self._role.clock
        while True:
            if self._leads():
                await self._forget(by_retention(clock.now(), months))
            await clock.sleep(PRUNE_SECONDS if self._leads() else STANDING_BY_SECONDS)

    async def look(self) -> None:
        """Tell operators once of each feed that has fallen silent, and when it speaks again."""
        clock = self._role.clock
        while True:
            if self._leads():
                await self._tell(clock.now())
            await clock.sleep(LOOK_SECONDS if self._leads() else STANDING_BY_SECONDS)

    async def _forget(self, before: datetime) -> None:
        def work(tx: sqlite3.Connection) -> None:
            self._store.alerts.prune(tx, before)
            self._store.index.prune(tx, before)

        try:
            await self._write(work)
        except StorageError as error:
            log.error("nothing is pruned: %s", error)

    async def _tell(self, now: datetime) -> None:
        try:
            troubles = await asyncio.to_thread(silent_now, self._role.settings, now)
            self._role.registry.set(metrics.FEEDS_SILENT, len(troubles))

            def work(tx: sqlite3.Connection) -> None:
                operations.tell(tx, SILENCE, troubles, now)

            await self._write(work)
        except StorageError as error:
            log.error("no look for silent feeds: %s", error)
