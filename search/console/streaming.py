"""Exports, sent piece by piece, whose source is closed however they end."""

import asyncio
from collections.abc import Generator
from contextlib import suppress
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from search.console.guard import ReaderGone

EXPORT_SECONDS = 900.0
"""How long one export may go on: its moment of the store is kept for it, and the log grows."""


class Export(StreamingResponse):
    """A download under a name, which closes what it reads from.

    Starlette leaves that to the garbage collector, which may come late where an exception ended the
    answer; until then an export holds a moment of the store open, and its journal grows.

    The first piece is made at once, so that a search that takes too long is told as such rather
    than as a download without content. One that is not done in `seconds` is broken off, which
    programs take for a broken line and not for its end. Raises what the source raises.
    """

    seconds = EXPORT_SECONDS

    def __init__(self, source: Generator[str], media: str, name: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        first = next(source, "")
        super().__init__(chain((first,), source), media_type=media, headers=headers)
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces, then close the source."""
        try:
            async with asyncio.timeout(self.seconds):
                await super().__call__(scope, receive, send)
        except TimeoutError as error:
            raise ReaderGone from error
        finally:
            # A thread that was left behind may be reading the last piece.
            with suppress(ValueError):
                await run_in_threadpool(self._source.close)
