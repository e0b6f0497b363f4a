"""Readers that take nothing off the line: little is held for them, nobody waits for them."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from search.console import Listener, serve
from search.console.application import Application
from search.console.pages.finding import PIECE, in_pieces
from search.console.streaming import Export
from search.index import Document, Kind, SearchTimeout
from search.query import Query
from tests.fakes.documents import article
from tests.search.console.conftest import Served, served

ARTICLES = 60
LENGTH = 500_000
"""30 MB in all: more than the buffers of kernel and server hold between them."""


class Scans:
    """The index's scan, counted; `closed` when whoever read from it is done."""

    def __init__(self, made: Served) -> None:
        self.given = 0
        self.closed = False
        self._scan = made.store.index.scan

    def __call__(self, *arguments: Any) -> Iterator[Document]:
        try:
            for each in self._scan(*arguments):
                self.given += 1
                yield each
        finally:
            self.closed = True


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Served]:
    made = served(tmp_path)
    made.store.apply([article(f"{n:03}", "x" * LENGTH) for n in range(ARTICLES)])
    yield made
    made.alerts.close()
    made.store.database.close()


@asynccontextmanager
async def on_a_port(made: Served, patience: float) -> AsyncIterator[str]:
    app = made.client.app
    assert isinstance(app, Application)
    app.patience = patience
    listener = Listener.open("127.0.0.1", 0, "")
    async with serve(app, listener):
        yield listener.address


def asks_and_sleeps(address: str, path: str) -> socket.socket:
    """A connection that has asked, and takes nothing."""
    url = httpx.URL(address)
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect((url.host, url.port))
    made.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return made


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 (what is waited for happens in a thread)
            await asyncio.sleep(0.02)


async def test_an_export_waits_for_its_reader_and_nobody_else_does(
    large: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = Scans(large)
    monkeypatch.setattr(large.store.index, "scan", scans)
    async with on_a_port(large, 1000) as address, httpx.AsyncClient(base_url=address) as others:
        slow = [asks_and_sleeps(address, "/search.csv?in=articles") for _ in range(4)]
        try:
            await until(lambda: scans.given > 0)
            for _ in range(10):
                assert (await others.get("/livez", timeout=30)).status_code == 200
                assert (await others.get("/api/v1/articles?limit=1", timeout=30)).is_success
            assert not scans.closed
            assert scans.given < 4 * ARTICLES / 2, "it was read ahead of its readers"
        finally:
            for each in slow:
                each.close()
        await until(lambda: scans.closed)


async def test_a_reader_that_takes_nothing_is_let_go(
    large: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = Scans(large)
    monkeypatch.setattr(large.store.index, "scan", scans)
    async with on_a_port(large, 0.3) as address:
        slow = asks_and_sleeps(address, "/search.csv?in=articles")
        try:
            await until(lambda: scans.closed)
        finally:
            slow.close()
    assert scans.given < ARTICLES, "it was read to its end for nobody"


async def slowly(reader: httpx.AsyncClient, path: str) -> None:
    """Read a little now and then."""
    async with reader.stream("GET", path, timeout=30) as answer:
        async for _ in answer.aiter_bytes(100_000):
            await asyncio.sleep(0.02)


async def test_a_reader_that_takes_a_little_now_and_then_does_not_hold_the_store_for_ever(
    large: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = Scans(large)
    monkeypatch.setattr(large.store.index, "scan", scans)
    monkeypatch.setattr(Export, "seconds", 0.5)
    async with on_a_port(large, 1000) as address, httpx.AsyncClient(base_url=address) as reader:
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            await slowly(reader, "/search.csv?in=articles")
    assert scans.closed
    assert scans.given < ARTICLES


def test_an_export_that_cannot_begin_in_time_is_refused_and_not_empty(
    large: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hangs(kind: Kind, query: Query) -> Iterator[Document]:
        del kind, query
        yield from ()
        raise SearchTimeout("narrow it")

    monkeypatch.setattr(large.store.index, "scan", hangs)
    answer = large.client.get("/search.jsonl?in=articles")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "narrow it"


async def test_an_export_that_is_read_comes_whole(large: Served) -> None:
    async with on_a_port(large, 5) as address, httpx.AsyncClient(base_url=address) as reader:
        found = await reader.get("/search.csv?in=articles", timeout=60)
    assert found.content.count(b"\r\n") == ARTICLES + 1


def test_exports_go_out_in_pieces_of_bounded_length() -> None:
    pieces = list(in_pieces("y" * LENGTH for _ in range(10)))
    assert max(map(len, pieces)) <= PIECE + LENGTH
    assert sum(map(len, pieces)) == 10 * LENGTH
