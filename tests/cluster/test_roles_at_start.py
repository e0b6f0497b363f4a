"""Every role at its start: absent servers are waited for, wrong topics refused, probes answered."""

import asyncio
import logging
import signal
import urllib.error
import urllib.request
from dataclasses import replace

import pytest
from confluent_kafka.admin import AdminClient

from deploy.local.ports import usable
from deploy.local.processes import wait
from ingest.feeds.feed import feed_at
from parley.cluster.alert import alert
from parley.cluster.console import console
from parley.cluster.index import index
from parley.cluster.ingest import ingest
from parley.cluster.roles import Role, Work
from parley.cluster.work import serve
from parley.local.console import listener
from parley.session import Session
from runtime.clock import SystemClock
from runtime.kafka import WrongTopics
from runtime.settings import Settings
from tests.cluster.elastic_store import ElasticStore
from tests.fakes.office import until
from tests.fakes.program import Program

NOBODY = "127.0.0.1:9"
SECONDS = 60.0


async def feeds(role: Role) -> None:
    await ingest(role, [feed_at(f"http://{NOBODY}/feed", domain="courant.example")])


async def pages(role: Role) -> None:
    session = Session(config=None, flags={}).on(role.settings, role.clock)
    taken = listener(role.settings, 0)
    try:
        await console(session, role, taken)
    finally:
        taken.socket.close()


ROLES: dict[str, Work] = {
    "ingest": feeds,
    "work": serve,
    "index": index,
    "alert": alert,
    "console": pages,
}


@pytest.mark.parametrize("name", sorted(ROLES))
async def test_topics_with_another_number_of_partitions_are_refused_with_the_remedy(
    name: str, settings: Settings, kafka: AdminClient
) -> None:
    del kafka  # the topics are made
    role = Role(name, replace(settings, partitions=3), SystemClock())
    with pytest.raises(WrongTopics, match="has 2 partitions, not 3") as refused:
        await asyncio.wait_for(ROLES[name](role), SECONDS)
    assert "parley topics apply" in str(refused.value)
    assert not role.health.ready()


@pytest.mark.parametrize("name", sorted(ROLES))
async def test_kafka_that_is_not_there_is_waited_for(
    name: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    role = Role(name, replace(settings, kafka=NOBODY, elasticsearch=""), SystemClock())
    if name in {"index", "console"}:
        role.settings = replace(role.settings, elasticsearch=f"http://{NOBODY}")
    with caplog.at_level(logging.WARNING):
        await _waits(name, role, caplog, f"waiting for Kafka at {NOBODY}")
    assert not role.began


@pytest.mark.usefixtures("kafka")
@pytest.mark.parametrize("name", ["console", "index"])
async def test_elasticsearch_that_is_not_there_is_waited_for(
    name: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    role = Role(name, replace(settings, elasticsearch=f"http://{NOBODY}"), SystemClock())
    with caplog.at_level(logging.WARNING):
        await _waits(name, role, caplog, f"waiting: Elasticsearch at http://{NOBODY}")
    assert role.began


async def _waits(name: str, role: Role, caplog: pytest.LogCaptureFixture, words: str) -> None:
    """See that it says so, and is neither done nor ready."""
    task = asyncio.ensure_future(ROLES[name](role))
    try:
        await until(lambda: task.done() or words in caplog.text, SECONDS)
        assert not task.done(), task.exception()
        assert not role.health.ready()
    finally:
        task.cancel()
        await asyncio.wait({task})


def test_a_role_answers_probes_from_its_start_to_its_end(
    program: Program, settings: Settings, store: ElasticStore
) -> None:
    del store  # the indices are made
    (port,) = usable([None])
    given = {**program.given, "PARLEY_HEALTH_PORT": str(port)}
    absent = replace(program, given={**given, "PARLEY_KAFKA": NOBODY})
    process = absent.start("index")
    try:
        assert wait(lambda: _answer(port, "/readyz")[0] == 503, SECONDS)
        assert "kafka: not reached yet" in _answer(port, "/readyz")[1]
        assert _answer(port, "/livez") == (200, "alive\n"), "who waits for a server is well"
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.communicate()

    process = replace(program, given=given).start("index")
    try:
        assert wait(lambda: _answer(port, "/readyz")[0] == 200, SECONDS), _answer(port, "/readyz")
        assert "elasticsearch: ok" in _answer(port, "/readyz")[1]
        assert "parley_ready 1" in _answer(port, "/metrics")[1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.communicate()


def _answer(port: int, path: str) -> tuple[int, str]:
    """Status and text; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""
