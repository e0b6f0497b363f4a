"""Shifts and alerts as they change, by server-sent events: one look at the store for all."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Send

from runtime.sqlite import StorageError
from search.console.api.problems import problem

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""Between two looks at the store: an indexed lookup of some microseconds."""

PULSE_LOOKS = 60
"""After so many quiet looks a comment is sent, so that nothing between takes the line for dead."""

MAX_LISTENERS = 500
MAX_WAITING = 100
"""Events that wait for a slow reader; one that is further behind is let go and comes back."""

SEND_SECONDS = 30.0
"""How long a reader may take to accept one event; who takes longer is gone, or as good as gone."""

RETRY = b"retry: 3000\n\n"
BEHIND = b": you were too far behind, begin anew\nretry: 10000\n\n"
PULSE = b": still here\n\n"


Look = Callable[[int | None], tuple[int, Sequence[str]]]
"""The number of the newest change, and the ids of what changed after the number given."""


class Live:
    """Tells every listener what changed. It looks only while somebody listens.

    `looks` has the kinds of events ("shifts"), each with how to look for changes.
    """

    def __init__(self, looks: Mapping[str, Look], look_seconds: float = LOOK_SECONDS) -> None:
        self._looks = looks
        self._look_seconds = look_seconds
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._behind: set[asyncio.Queue[bytes | None]] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

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
            if queue in self._behind:
                yield BEHIND
        finally:
            self._listeners.discard(queue)
            self._behind.discard(queue)
            if not self._listeners and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def close(self) -> None:
        """End all streams; their readers come back when the program is there again."""
        for queue in self._listeners:
            _end(queue)

    async def _look(self) -> None:
        numbers: dict[str, int | None] = dict.fromkeys(self._looks)
        quiet = 0
        while True:
            quiet += 1
            for kind, look in self._looks.items():
                try:
                    number, changed = await run_in_threadpool(look, numbers[kind])
                except StorageError as error:
                    log.warning("no look for changed %s: %s", kind, error)
                    continue
                numbers[kind] = number
                if changed:
                    quiet = 0
                    self._tell(_event(kind, number, changed))
            if quiet % PULSE_LOOKS == 0 and quiet:
                self._tell(PULSE)
            await asyncio.sleep(self._look_seconds)

    def _tell(self, event: bytes) -> None:
        for queue in self._listeners:
            if queue in self._behind:
                continue
            if queue.full():
                self._behind.add(queue)
                # What it has not read yet is old by the time it comes back.
                while not queue.empty():
                    queue.get_nowait()
                _end(queue)
            else:
                queue.put_nowait(event)


class EventStream(StreamingResponse):
    """A stream that ends when its reader does not take what is sent."""

    async def stream_response(self, send: Send) -> None:
        """Send piece by piece."""

        async def in_time(message: Message) -> None:
            async with asyncio.timeout(SEND_SECONDS):
                await send(message)

        with suppress(TimeoutError):
            await super().stream_response(in_time)
        if isinstance(self.body_iterator, AsyncGenerator):
            await self.body_iterator.aclose()


async def live(request: Request) -> Response:
    """The stream of what changes."""
    channel: Live = request.app.state.live
    if channel.full:
        return problem(503, "too many listeners", headers={"Retry-After": "30"})
    return EventStream(
        channel.events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


def _event(kind: str, number: int, changed: Sequence[str]) -> bytes:
    data = msgspec.json.encode({kind: changed})
    return b"event: %s\nid: %d\ndata: %s\n\n" % (kind.encode(), number, data)


def _end(queue: asyncio.Queue[bytes | None]) -> None:
    while queue.full():
        queue.get_nowait()
    queue.put_nowait(None)
