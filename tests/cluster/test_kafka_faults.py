"""Kafka absent, closed, killed: each role waits, or says what is wrong; nothing is lost."""

import asyncio
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from deploy.local.kafka import USER
from deploy.local.processes import wait
from ingest.feeds.feed import feed_at
from parley.cluster.ingest import ingest
from parley.cluster.roles import Role
from runtime.clock import SystemClock
from runtime.kafka import clients, topics
from runtime.kafka.clients import Complaints
from runtime.settings import Settings
from tests.fakes.own_kafka import OwnKafka
from tests.fakes.program import Program
from tests.fakes.topics import everything
from tests.fakes.web import Web
from wire import Article

PATIENCE = 180
"""Seconds; a start takes two of them on an idle machine."""

BODY = "The minister said on Tuesday that her country would return to the talks. " * 10


class Said:
    """What a running program says on standard error, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self._process = process
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        self.lines += [""]
        for line in self._process.stderr:
            self.lines.append(line)

    def has(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def close(self) -> None:
        self._thread.join(30)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()


def program_at(address: str, data: Path, **more: str) -> Program:
    return Program(data, {"PARLEY_KAFKA": address, "PARLEY_SHELL": "cluster", **more})


def test_a_role_waits_for_an_absent_kafka_and_says_so(tmp_path: Path) -> None:
    with OwnKafka(tmp_path / "kafka") as kafka:
        program = program_at(kafka.address, tmp_path / "data")
        process = program.start("ingest")
        said = Said(process)
        try:
            assert wait(lambda: said.has(f"waiting for Kafka at {kafka.address}"), PATIENCE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0, said.lines
        finally:
            process.kill()
            said.close()
        refused = program.run("topics", "apply", status=1)
        assert f"Kafka at {kafka.address} does not answer" in refused.stderr

        process = program.start("ingest")
        said = Said(process)
        try:
            assert wait(lambda: said.has("waiting for Kafka"), PATIENCE)
            kafka.start()
            assert process.wait(PATIENCE) == 1, said.lines
            assert said.has("parley topics apply"), said.lines
        finally:
            process.kill()
            said.close()


def test_a_wrong_password_is_told_at_once(tmp_path: Path) -> None:
    with OwnKafka(tmp_path / "kafka", password="right") as kafka:
        kafka.start()
        login = {"PARLEY_KAFKA_USER": USER, "PARLEY_PARTITIONS": "1"}
        right = program_at(kafka.address, tmp_path / "data", PARLEY_KAFKA_PASSWORD="right", **login)
        wrong = program_at(kafka.address, tmp_path / "data", PARLEY_KAFKA_PASSWORD="wrong", **login)
        for command in (("topics", "apply"), ("ingest",), ("lag",)):
            refused = wrong.run(*command, status=1)
            assert f"does not let us in (user '{USER}')" in refused.stderr, refused.stderr
            assert "wrong" not in refused.stderr.replace("wrong number", "")
        assert "made with 1 partitions" in right.run("topics", "apply").stdout
        # The groups' coordinators are still being loaded: nobody has asked for them yet.
        assert "work: all is done" in right.run("lag").stderr


async def test_kafka_killed_and_back_nothing_is_lost(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--soak"):
        pytest.skip("a long run: --soak")
    with OwnKafka(tmp_path / "kafka") as kafka:
        await asyncio.to_thread(kafka.start)
        async with Web() as site:
            settings = Settings(
                kafka=kafka.address,
                partitions=2,
                data_dir=tmp_path / "data",
                allowed_private_hosts=(site.host,),
                host_spacing_seconds=0.0,
                poll_min_seconds=0.1,
                poll_default_seconds=0.1,
                poll_max_seconds=0.3,
            )
            topics.apply(clients.admin(settings, Complaints(settings)), settings)
            publish(site, 5)
            role = Role("ingest", settings, SystemClock())
            running = asyncio.create_task(
                ingest(role, [feed_at(site.url("/feed"), domain="courant.example")])
            )
            await until(lambda: role.health.ready() and site.count("/feed") > 2)
            await asyncio.to_thread(kafka.kill)
            publish(site, 10)
            await until(
                lambda: any("pauses" in (c.trouble or "") for c in role.health.conditions())
            )
            asked = site.count("/feed")
            await until_still(site)
            assert site.count("/feed") - asked <= 2, "fetching pauses"
            await asyncio.to_thread(kafka.start)
            publish(site, 15)
            await until(lambda: len(set(sent(settings))) >= 15)
            await until(role.health.ready)
            await asyncio.to_thread(kafka.kill)
            role.stopping.set()
            await asyncio.wait_for(running, 60)  # also without Kafka it ends in peace
        await asyncio.to_thread(kafka.start)
        found = sent(settings)
        assert {identity for identity, _ in found} == {f"guid:{number}" for number in range(15)}
        assert len(set(found)) == 15, "what was under way may come twice, as the same"
        assert len(found) - 15 <= 2


def publish(site: Web, count: int) -> None:
    items = "".join(
        f"<item><guid>{number}</guid><title>Title {number}</title><description>{BODY} This was"
        f" meeting {number}.</description></item>"
        for number in range(count)
    )
    site.text(
        "/feed",
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
        f"<language>en</language>{items}</channel></rss>",
    )


def sent(settings: Settings) -> list[tuple[str, str]]:
    """Identity and id of every article in its topic."""
    articles = (record.decode(Article) for record in everything(settings, "articles"))
    return [(each.identity, each.id) for each in articles]


async def until(condition: object, seconds: float = 90) -> None:
    assert callable(condition)
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - it is on a server
            await asyncio.sleep(0.1)


async def until_still(site: Web) -> None:
    """Return when the feed was asked for no more during a second."""
    before = -1
    while site.count("/feed") != before:
        before = site.count("/feed")
        await asyncio.sleep(1)
