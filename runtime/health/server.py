"""A few lines of HTTP for probes and Prometheus: `/livez`, `/readyz`, `/metrics`, nothing else.

No web framework: a probe must answer when the process has trouble, whatever loop it runs, and
must cost nothing. Answers are short, connections are closed after each, requests are bounded in
size, time and number.
"""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus

from runtime.health.conditions import Health
from runtime.metrics import MEDIA, Registry, exposition
from runtime.metrics.catalogue import MEMORY_BYTES
from runtime.metrics.cluster import READY, STARTED
from runtime.metrics.process import memory_bytes
from runtime.settings import Settings

HEAD_BYTES = 8192
"""A longer request is none of a probe."""
PATIENCE_SECONDS = 5.0
"""For the whole request and its answer."""
AT_ONCE = 32
"""More connections than that wait for their turn."""

WORDS = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What a path gives."""

    status: HTTPStatus
    text: str
    media: str = WORDS


@dataclass(frozen=True)
class Probes:
    """The three answers. `look` refreshes numbers that are only worth finding when asked for."""

    health: Health
    registry: Registry
    look: Callable[[], None] = lambda: None

    def answer(self, path: str) -> Answer:
        """The answer for a path without its query."""
        match path:
            case "/livez":
                return self._alive()
            case "/readyz":
                return self._ready()
            case "/metrics":
                self._measure()
                return Answer(HTTPStatus.OK, exposition(self.registry), MEDIA)
        return Answer(HTTPStatus.NOT_FOUND, "there are /livez, /readyz and /metrics\n")

    def _measure(self) -> None:
        self.look()
        self.registry.set(READY, self.health.ready())
        memory = memory_bytes()
        if memory is not None:
            self.registry.set(MEMORY_BYTES, memory)

    def _alive(self) -> Answer:
        still = self.health.stands_still()
        if still is None:
            return Answer(HTTPStatus.OK, "alive\n")
        return Answer(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"stands still: the loop last turned {still:.0f} s ago\n",
        )

    def _ready(self) -> Answer:
        conditions = self.health.conditions()
        lines = [f"{each.name}: {each.trouble or 'ok'}\n" for each in conditions]
        if all(each.trouble is None for each in conditions):
            return Answer(HTTPStatus.OK, "".join(["ready\n", *lines]))
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, "".join(["not ready\n", *lines]))


@contextlib.asynccontextmanager
async def serve(
    health: Health,
    registry: Registry,
    host: str,
    port: int,
    look: Callable[[], None] = lambda: None,
) -> AsyncIterator[int]:
    """Serve on the running loop as long as the context lasts; gives the port (0 takes a free one).

    Raises `OSError` where the address can't be had.
    """
    probes = Probes(health, registry, look)
    registry.set(STARTED, health.began.timestamp())
    places = asyncio.Semaphore(AT_ONCE)

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with places:
            await _converse(probes, reader, writer)

    server = await asyncio.start_server(one, host, port, limit=HEAD_BYTES)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@contextlib.contextmanager
def serve_in_thread(
    health: Health,
    registry: Registry,
    host: str,
    port: int,
    look: Callable[[], None] = lambda: None,
) -> Iterator[int]:
    """The same for a role without a loop, or with one that is not ours: on a thread of its own.

    Raises `OSError` where the address can't be had.
    """
    began: Future[int] = Future()
    leave: Future[None] = Future()

    async def last() -> None:
        try:
            async with serve(health, registry, host, port, look) as taken:
                began.set_result(taken)
                await asyncio.wrap_future(leave)
        except OSError as error:
            began.set_exception(error)

    thread = threading.Thread(target=lambda: asyncio.run(last()), name="health", daemon=True)
    thread.start()
    try:
        yield began.result()
    finally:
        if not leave.done():
            leave.set_result(None)
        thread.join()


@contextlib.contextmanager
def serve_as_set(
    settings: Settings,
    health: Health,
    registry: Registry,
    look: Callable[[], None] = lambda: None,
) -> Iterator[int | None]:
    """Serve on a thread at `health_host:health_port`, or nowhere where the port is 0.

    Raises `OSError` where the address can't be had.
    """
    if not settings.health_port:
        yield None
        return
    with serve_in_thread(
        health, registry, settings.health_host, settings.health_port, look
    ) as port:
        yield port


async def _converse(
    probes: Probes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            method, answer = await _understood(probes, reader)
            writer.write(_bytes(answer, with_text=method != "HEAD"))
            await writer.drain()
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        pass  # the asker went away, or never asked; its next probe will
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _understood(probes: Probes, reader: asyncio.StreamReader) -> tuple[str, Answer]:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        return "GET", Answer(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request is too long\n"
        )
    method, _, rest = head.split(b"\r\n", 1)[0].decode("latin-1").partition(" ")
    target, _, version = rest.partition(" ")
    if not version.startswith("HTTP/"):
        return "GET", Answer(HTTPStatus.BAD_REQUEST, "this is not HTTP\n")
    if method not in {"GET", "HEAD"}:
        return method, Answer(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD\n")
    return method, probes.answer(target.partition("?")[0])


def _bytes(answer: Answer, *, with_text: bool) -> bytes:
    body = answer.text.encode("utf-8")
    head = (
        f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n"
        f"Content-Type: {answer.media}\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + (body if with_text else b"")
