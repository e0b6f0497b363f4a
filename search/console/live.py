"""Shifts as they change, by server-sent events: one look at the store for all listeners."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from runtime.sqlite import StorageError
from search.console.api.problems import problem
from search.console.sources import Sources

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
PULSE_LOOKS = 15
"""After so many quiet looks a comment is sent, so that nothing between takes the line for dead."""

MAX_LISTENERS = 500
MAX_WAITING = 100
"""Events that wait for a slow reader; one that is further behind is let go and comes back."""

RETRY = b"retry: 3000\n\n"
PULSE = b": still here\n\n"


class Live:
    """Tells every listener which shifts changed. It looks only while somebody listens."""

    def __init__(self, sources: Sources, look_seconds: float = LOOK_SECONDS) -> None:
        self._sources = sources
        self._look_seconds = look_seconds
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether no further listener can be taken."""
        return len(self._listeners) >= MAX_LISTENERS

    async def events(self) -> AsyncIterator[bytes]:
        """The stream of one listener, until it leaves or `close`."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(MAX_WAITING)
        self._listeners.add(queue)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(), name="live")
        try:
            yield RETRY
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._listeners.discard(queue)
            if not self._listeners and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def close(self) -> None:
        """End all streams; their readers come back when the program is there again."""
        for queue in self._listeners:
            _end(queue)

    async def _look(self) -> None:
        number: int | None = None
        shifts: Sequence[str]
        quiet = 0
        while True:
            try:
                number, shifts = await run_in_threadpool(self._sources.changed_since, number)
            except StorageError as error:
                log.warning("no look for changed shifts: %s", error)
                shifts = ()
            quiet = 0 if shifts else quiet + 1
            if shifts and number is not None:
                self._tell(_event(number, shifts))
            elif quiet % PULSE_LOOKS == 0:
                self._tell(PULSE)
            await asyncio.sleep(self._look_seconds)

    def _tell(self, event: bytes) -> None:
        for queue in self._listeners:
            if queue.full():
                _end(queue)
            else:
                queue.put_nowait(event)


async def live(request: Request) -> Response:
    """The stream of changed shifts."""
    channel: Live = request.app.state.live
    if channel.full:
        return problem(503, "too many listeners", headers={"Retry-After": "30"})
    return StreamingResponse(
        channel.events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


def _event(number: int, shifts: Sequence[str]) -> bytes:
    data = msgspec.json.encode({"shifts": shifts})
    return b"event: shifts\nid: %d\ndata: %s\n\n" % (number, data)


def _end(queue: asyncio.Queue[bytes | None]) -> None:
    while queue.full():
        queue.get_nowait()
    queue.put_nowait(None)
