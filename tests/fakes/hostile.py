"""A loopback server that answers byte by byte as a test says, and names that lead where it says."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult

Behaviour = Callable[["Visit"], Awaitable[None]]


@dataclass
class Visit:
    """One request, and the line on which it is answered."""

    request: bytes
    writer: asyncio.StreamWriter
    closing: asyncio.Event

    @property
    def path(self) -> str:
        return self.request.split(b" ", 2)[1].decode()

    def header(self, name: str) -> bytes | None:
        for line in self.request.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.lower().encode():
                return value.strip()
        return None

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def silence(self) -> None:
        """Say nothing until the server closes."""
        await self.closing.wait()


@dataclass
class HostileServer:
    """Routes of raw answers. Use as an async context; every visit is kept in `visits`."""

    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    routes: dict[str, Behaviour | bytes] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def __aenter__(self) -> Self:
        self._closing = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._serve, self.host, 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str, host: str | None = None) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    @property
    def pair(self) -> str:
        return f"{self.host}:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                visit = Visit(request, writer, self._closing)
                self.visits.append(visit)
                answer = self.routes.get(visit.path, answer_of(404, b"no such page"))
                if callable(answer):
                    await answer(visit)
                    break
                await visit.send(answer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            self._tasks.discard(task)


def answer_of(
    status: int, body: bytes = b"", headers: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A whole answer with its length."""
    lines = [b"HTTP/1.1 %d Whatever" % status, b"Content-Length: %d" % len(body)]
    for name, value in (headers or {}).items():
        raw = value if isinstance(value, bytes) else value.encode()
        lines.append(name.encode() + b": " + raw)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def redirect_to(url: str, status: int = 302) -> bytes:
    return answer_of(status, b"", {"Location": url})


class FakeResolver(AbstractResolver):
    """Names with their answers, one per question; the last is given again and again."""

    def __init__(self, answers: Mapping[str, list[list[str]]]) -> None:
        self._answers = {name: list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers:
            raise OSError(f"no such name: {host}")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        pass
