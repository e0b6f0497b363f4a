"""The console of the cluster: pages from Elasticsearch, events as the topics bring them."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from parley.cluster.console import console
from parley.cluster.roles import Role
from parley.local.console import listener
from parley.session import Session
from runtime.clock import SystemClock
from runtime.kafka import Publisher, headers_of
from runtime.settings import Settings
from tests.cluster.elastic_store import ElasticStore
from tests.fakes.documents import article, shift, statement
from wire import Shift, codec

pytestmark = pytest.mark.usefixtures("kafka")
SECONDS = 30.0


@pytest.fixture
def prepared(settings: Settings, store: ElasticStore) -> Settings:
    """Settings with indices made, and an article, a statement and a shift in them."""
    kept = article("a")
    store.apply([kept], [statement("s", article_id=kept.id)], [shift("x")])
    return settings


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[str]:
    """A console at work; gives its address. What ends it early is raised."""
    role = Role("console", settings, SystemClock())
    session = Session(config=None, flags={}).on(settings, SystemClock())
    taken = listener(settings, 0)
    task = asyncio.create_task(console(session, role, taken))
    try:
        async with aiohttp.ClientSession(taken.address) as client:
            async with asyncio.timeout(SECONDS):
                while not await _answers(client, task):  # noqa: ASYNC110 - over HTTP
                    await asyncio.sleep(0.05)
        yield taken.address
    finally:
        role.stopping.set()
        await asyncio.wait_for(task, 60)


async def _answers(client: aiohttp.ClientSession, task: asyncio.Task[None]) -> bool:
    if task.done():
        task.result()
    try:
        async with client.get("/readyz", timeout=aiohttp.ClientTimeout(1)) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


def turn(settings: Settings, turned: Shift) -> None:
    with Publisher(settings, "work") as publisher:
        headers = headers_of("shift", article=article("a").id)
        publisher.send("shifts", "Ruritania|talks", codec.encode(turned), headers).result(20)


async def test_pages_and_events(prepared: Settings) -> None:
    async with served(prepared) as address, aiohttp.ClientSession(address) as client:
        for page, words in (
            ("/", "Ruritania"),
            ("/search?q=talks", "Rassendyll"),
            (f"/articles/{article('a').id}", "River news"),
            ("/alerts", "alert"),
            ("/watches", "watch"),
            ("/feeds", "feed"),
            ("/status", "numbers for Prometheus"),
            ("/parties", "Ruritania"),
            ("/metrics", "parley_"),
        ):
            async with client.get(page) as answer:
                assert answer.status == 200, page
                assert words in await answer.text(), page
        async with asyncio.timeout(SECONDS), client.get("/events") as stream:
            assert (await stream.content.readline()).startswith(b"retry")
            telling = asyncio.create_task(_keep_telling(prepared))
            try:
                found = b""
                while b"event: shifts" not in found:
                    found = await stream.content.readline()
                assert shift("x").id in (await _data(stream))
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)
        async with client.get(f"/shifts/{shift('x').id}") as answer:
            assert "first report" in await answer.text()


async def _keep_telling(settings: Settings) -> None:
    """The listener's first look may come after a change: there is one more until it is seen."""
    version = 0
    while True:
        version += 1
        await asyncio.to_thread(turn, settings, replace_version(shift("x"), version))
        await asyncio.sleep(0.5)


def replace_version(turned: Shift, version: int) -> Shift:
    return codec.decode(
        codec.encode(turned).replace(b'"version":1', b'"version":%d' % version), Shift
    )


async def _data(stream: aiohttp.ClientResponse) -> str:
    while True:
        line = (await stream.content.readline()).decode()
        if line.startswith("data:"):
            return line


async def test_a_watch_kept_on_one_console_is_on_the_other(
    prepared: Settings, tmp_path: Path
) -> None:
    token = secrets.token_urlsafe(16)
    one = replace(prepared, console_token=token, data_dir=tmp_path / "one")
    two = replace(one, data_dir=tmp_path / "two")
    headers = {"Authorization": f"Bearer {token}"}
    async with served(one) as first, served(two) as second:
        async with aiohttp.ClientSession(first, headers=headers) as client:
            wanted = {"name": "river", "rule": {"party": "Ruritania"}}
            async with client.post("/api/v1/watches", json=wanted) as answer:
                assert answer.status == 201, await answer.text()
        async with aiohttp.ClientSession(second, headers=headers) as client:
            async with asyncio.timeout(SECONDS):
                while "river" not in await _text(client, "/api/v1/watches"):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)


async def _text(client: aiohttp.ClientSession, path: str) -> str:
    async with client.get(path) as answer:
        return await answer.text()
