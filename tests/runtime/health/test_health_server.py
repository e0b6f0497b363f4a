"""Probes over a real socket, from a loop and from a thread."""

import asyncio
import http.client
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runtime.health import Health, serve, serve_as_set, serve_in_thread
from runtime.metrics import Registry, process
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from tests.fakes.clock import START, ManualClock


@dataclass
class Served:
    health: Health
    registry: Registry
    clock: ManualClock
    port: int

    def ask(self, path: str, method: str = "GET") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        found = (answer.status, answer.read().decode(), answer.headers["Content-Type"])
        connection.close()
        return found


@pytest.fixture
def served() -> Iterator[Served]:
    clock, registry = ManualClock(), Registry()
    health = Health(clock, {"kafka": "waits for 127.0.0.1:9092"}, patience=60)
    looks = iter(range(1000))

    def look() -> None:
        registry.set(metrics.FEEDS_DUE, next(looks))

    with serve_in_thread(health, registry, "127.0.0.1", 0, look) as port:
        yield Served(health, registry, clock, port)


def test_ready_says_in_words_what_is_missing(served: Served) -> None:
    served.health.lacks("group", "has not joined")
    status, text, _ = served.ask("/readyz")
    assert (status, text) == (
        503,
        "not ready\nkafka: waits for 127.0.0.1:9092\ngroup: has not joined\n",
    )
    served.health.holds("kafka")
    assert served.ask("/readyz")[1] == "not ready\nkafka: ok\ngroup: has not joined\n"
    served.health.holds("group")
    assert served.health.ready()
    assert served.ask("/readyz")[:2] == (200, "ready\nkafka: ok\ngroup: ok\n")
    served.health.lacks("kafka", "went away")
    assert served.ask("/readyz")[0] == 503


def test_a_trouble_has_words() -> None:
    with pytest.raises(ValueError, match="say what is wrong with kafka"):
        Health(ManualClock()).lacks("kafka", "")


def test_a_loop_that_stands_still_is_not_alive(served: Served) -> None:
    assert served.ask("/livez")[:2] == (200, "alive\n")
    served.clock.advance(60)
    assert served.ask("/livez")[0] == 200
    served.clock.advance(15)
    assert served.ask("/livez")[:2] == (503, "stands still: the loop last turned 75 s ago\n")
    served.health.turned()
    assert served.ask("/livez")[0] == 200


def test_without_a_patience_it_is_alive_as_long_as_it_answers() -> None:
    clock = ManualClock()
    health = Health(clock)
    clock.advance(10_000)
    assert health.stands_still() is None


def test_metrics_are_those_of_the_process_and_looked_for_when_asked(served: Served) -> None:
    served.registry.add(metrics.DEAD_LETTERS, 1_234_567, stage="extract", error="poison")
    status, text, media = served.ask("/metrics?x=1")
    assert (status, media) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert 'parley_dead_letters_total{error="poison",stage="extract"} 1234567\n' in text
    assert "parley_feeds_due 0\n" in text
    assert "parley_ready 0\n" in text
    assert f"parley_started_seconds {START.timestamp():.0f}\n" in text
    served.health.holds("kafka")
    again = served.ask("/metrics")[1]
    assert "parley_feeds_due 1\n" in again
    assert "parley_ready 1\n" in again


def test_the_memory_of_the_process_is_told(
    served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (held,) = re.findall(r"^parley_memory_bytes (\d+)$", served.ask("/metrics")[1], re.MULTILINE)
    assert 10_000_000 < int(held) < 10_000_000_000
    monkeypatch.setattr(process, "STATM", tmp_path / "none")
    assert process.memory_bytes() is None


def test_other_paths_and_methods_are_refused(served: Served) -> None:
    assert served.ask("/")[0] == 404
    assert served.ask("/livez", "POST")[0] == 405
    assert served.ask("/livez", "HEAD")[:2] == (200, "")


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"hello\r\n\r\n", b"400"), (b"GET /livez HTTP/1.1\r\nX: " + b"x" * 20_000, b"431")],
)
def test_what_is_no_request_gets_an_answer(served: Served, sent: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(sent)
        assert connection.recv(1000).split()[1] == status


def test_who_says_nothing_disturbs_nobody(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10):
        assert served.ask("/livez")[0] == 200
    assert served.ask("/livez")[0] == 200


def test_a_taken_address_is_an_error_of_the_caller(served: Served) -> None:
    with (
        pytest.raises(OSError, match=r"address already in use|Errno 98"),
        serve_in_thread(served.health, served.registry, "127.0.0.1", served.port),
    ):
        pass


async def test_it_serves_on_a_running_loop() -> None:
    health, registry = Health(ManualClock()), Registry()
    async with serve(health, registry, "127.0.0.1", 0) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\nready\n")
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)


def test_the_settings_say_where() -> None:
    health, registry = Health(ManualClock()), Registry()
    with serve_as_set(Settings(), health, registry) as port:
        assert port is None
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with serve_as_set(Settings(health_port=free), health, registry) as port:
        assert port == free
        assert Served(health, registry, ManualClock(), free).ask("/livez")[0] == 200
