"""A scriptable web server on loopback, friendly or hostile, that notes what it was asked."""

import asyncio
import gzip
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

RSS = "application/rss+xml; charset=utf-8"


@dataclass
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]


@dataclass
class Web:
    """Pages by path; what has none is 404. Use as `async with Web() as site`."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    _runner: web.AppRunner | None = None
    _port: int = 0
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def host(self) -> str:
        """`host:port`, for the settings that allow it."""
        return f"127.0.0.1:{self._port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def count(self, path: str) -> int:
        return Counter(each.path for each in self.asked)[path]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.path_qs, dict(request.headers)))
        answer = self.pages.get(request.path_qs) or self.pages.get(request.path)
        return web.Response(status=404) if answer is None else await answer(request)

    def text(
        self,
        path: str,
        body: str | bytes,
        content_type: str = RSS,
        status: int = 200,
        **headers: str,
    ) -> None:
        """A page; underscores in names of headers stand for hyphens."""
        data = body.encode() if isinstance(body, str) else body
        sent = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(request: web.Request) -> web.StreamResponse:
            for name, validator in (
                ("If-None-Match", "ETag"),
                ("If-Modified-Since", "Last-Modified"),
            ):
                if validator in sent and request.headers.get(name) == sent[validator]:
                    return web.Response(status=304, headers=sent)
            response = web.Response(body=data, status=status, headers=sent)
            response.headers["Content-Type"] = content_type
            return response

        self.pages[path] = answer

    def html(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        self.text(path, body, "text/html; charset=utf-8", status, **headers)

    def redirect(self, path: str, to: str, status: int = 301) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": to})

        self.pages[path] = answer

    def bomb(self, path: str, size: int = 64 * 1024 * 1024) -> None:
        """A gzip body that grows a thousandfold."""
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        data = b"".join(packer.compress(b"\0" * 65536) for _ in range(size // 65536))
        data += packer.flush()

        async def answer(_: web.Request) -> web.StreamResponse:
            headers = {"Content-Encoding": "gzip", "Content-Type": RSS}
            return web.Response(body=data, headers=headers)

        self.pages[path] = answer

    def zipped(self, path: str, body: str) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            headers = {"Content-Encoding": "gzip", "Content-Type": RSS}
            return web.Response(body=gzip.compress(body.encode()), headers=headers)

        self.pages[path] = answer

    def dripping(self, path: str, seconds: float = 0.05) -> None:
        """A body that never ends, a byte at a time."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": RSS})
            await response.prepare(request)
            while not self._closing.is_set():
                await response.write(b" ")
                await asyncio.wait([asyncio.ensure_future(self._closing.wait())], timeout=seconds)
            return response

        self.pages[path] = answer

    def cut_short(self, path: str, body: bytes, promised: int) -> None:
        """Fewer bytes than the Content-Length says."""

        async def answer(request: web.Request) -> web.StreamResponse:
            headers = {"Content-Type": RSS, "Content-Length": str(promised)}
            response = web.StreamResponse(headers=headers)
            await response.prepare(request)
            await response.write(body)
            if request.transport is not None:
                request.transport.close()
            return response

        self.pages[path] = answer
