"""Server-sent events: who listens is told once of each change; slow readers hold nobody up."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from starlette.types import Message

from runtime.metrics import catalogue as metrics
from runtime.sqlite import StorageError
from search.console import Listener, live
from search.console.live import Live
from tests.fakes.console_sources import FakeSources
from tests.search.console.conftest import Served


async def next_change(events: AsyncIterator[bytes]) -> bytes:
    async with asyncio.timeout(5):
        while not (event := await anext(events)).startswith(b"event:"):
            pass
        return event


async def test_listeners_are_told_what_changed() -> None:
    sources = FakeSources(changes=["old"])
    channel = Live({"shifts": sources.changed_since}, look_seconds=0.01)
    first, second = channel.events(), channel.events()
    assert (await anext(first)).startswith(b"retry:")
    assert (await anext(second)).startswith(b"retry:")
    assert await anext(first) == live.PULSE or True
    sources.changes.append("new")
    told = await next_change(first)
    assert told == b'event: shifts\nid: 2\ndata: {"shifts":["new"]}\n\n'
    assert await next_change(second) == told
    channel.close()
    assert [event async for event in first] == []
    await second.aclose()


async def test_alerts_are_told_beside_shifts_and_one_that_fails_holds_up_no_other() -> None:
    sources, alerts = FakeSources(changes=["old"]), FakeSources(changes=["old"])
    broken = StorageError("damaged", Path("x.db"))

    def failing(number: int | None) -> tuple[int, Sequence[str]]:
        del number
        raise broken

    looks = {"letters": failing, "shifts": sources.changed_since, "alerts": alerts.changed_since}
    channel = Live(looks, look_seconds=0.01)
    events = channel.events()
    assert (await anext(events)).startswith(b"retry:")
    assert await anext(events) == live.PULSE
    alerts.changes.append("new")
    assert await next_change(events) == b'event: alerts\nid: 2\ndata: {"alerts":["new"]}\n\n'
    sources.changes.append("newer")
    assert await next_change(events) == b'event: shifts\nid: 2\ndata: {"shifts":["newer"]}\n\n'
    await events.aclose()


async def test_nobody_looks_when_nobody_listens() -> None:
    channel = Live({"shifts": FakeSources().changed_since}, look_seconds=0.01)
    events = channel.events()
    await anext(events)
    assert channel._looking is not None
    await events.aclose()
    assert channel._looking is None


async def test_a_reader_that_is_far_behind_is_let_go() -> None:
    sources = FakeSources()
    channel = Live({"shifts": sources.changed_since}, look_seconds=0.0)
    slow = channel.events()
    await anext(slow)
    async with asyncio.timeout(20):
        while not any(None in queue._queue for queue in channel._listeners):
            sources.changes.append("x")
            await asyncio.sleep(0)
    rest = [event async for event in slow]
    assert rest == [live.BEHIND]
    assert b"retry: 10000" in live.BEHIND
    assert channel.listeners == 0


async def test_who_does_not_take_what_is_sent_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "SEND_SECONDS", 0.01)
    channel = Live({"shifts": FakeSources().changed_since}, look_seconds=0.01)
    never = asyncio.Event()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await never.wait()

    async def receive() -> Message:
        await never.wait()
        raise AssertionError

    async with asyncio.timeout(5):
        scope = {"type": "http", "asgi": {"spec_version": "2.4"}}
        await live.EventStream(channel.events())(scope, receive, send)
    assert channel.listeners == 0


def test_numbers_for_prometheus(console: Served) -> None:
    registry = console.client.app.state.desk.registry
    registry.add(metrics.FETCHES, what="feed", outcome='a "b"\\')
    registry.observe(metrics.STORE_SECONDS, 0.02)
    registry.set(metrics.FEEDS_DUE, 3)
    text = console.get("/metrics")
    assert "# TYPE parley_store_seconds histogram\n" in text
    assert 'parley_store_seconds_bucket{le="+Inf"} 1\n' in text
    assert "parley_store_seconds_sum 0.02\n" in text
    assert "# HELP parley_feeds_due Feeds whose time" in text
    assert "parley_feeds_due 3\n" in text
    assert r'parley_fetches_total{outcome="a \"b\"\\",what="feed"} 1' in text


def test_alive_and_ready(console: Served) -> None:
    assert console.get("/livez") == "alive\n"
    assert console.get("/readyz") == "ready\n"


def test_no_piece_of_an_answer_waits_for_the_readers_acknowledgement() -> None:
    listener = Listener.open("127.0.0.1", 0, "")
    with (
        listener.socket,
        socket.create_connection(listener.socket.getsockname()),
        listener.socket.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
