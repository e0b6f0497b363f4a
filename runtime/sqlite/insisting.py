"""Waiting out a file that can't be written: a full disk is no reason to lose anything."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from runtime.clock import Clock
from runtime.sqlite.errors import StorageError

log = logging.getLogger(__name__)

STORAGE_PAUSE_SECONDS = 30.0
"""How long to wait before the next try when nothing can be stored."""

R = TypeVar("R")


async def insist(store: Callable[[], Awaitable[R]], clock: Clock) -> R:
    """What `store` gives, tried again after each `StorageError` for as long as it takes."""
    while True:
        try:
            return await store()
        except StorageError as error:
            log.error("%s; trying again in %.0f s", error, STORAGE_PAUSE_SECONDS)
            await clock.sleep(STORAGE_PAUSE_SECONDS)
