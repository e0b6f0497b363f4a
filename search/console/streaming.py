"""Exports, sent piece by piece, whose source is closed however they end."""

from collections.abc import Generator
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send


class Export(StreamingResponse):
    """A download under a name, which closes what it reads from.

    Starlette leaves that to the garbage collector, which may come late where an exception ended the
    answer; until then an export holds a moment of the store open, and its journal grows.
    """

    def __init__(self, source: Generator[str], media: str, name: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        super().__init__(source, media_type=media, headers=headers)
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces, then close the source."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            # A thread that was left behind may be reading the last piece.
            with suppress(ValueError):
                await run_in_threadpool(self._source.close)
