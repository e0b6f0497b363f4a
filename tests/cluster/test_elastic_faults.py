"""Elasticsearch killed, full, overrun, behind a password: nothing is lost, what is wrong is said.

With servers of its own, which take a while to start: part of the long runs (`--soak`).
"""

import asyncio
import json
import os
import shlex
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.local import Cluster, ClusterError, elasticsearch
from deploy.local.processes import wait
from runtime.metrics.cluster import BULK_ITEMS
from runtime.settings import Settings, load
from search.index.elastic import ElasticRefused, administration, open_index, unchecked
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.test_index_role import at_work, ids, letters, reading, tell, trouble
from tests.fakes.documents import DAY, article, statement
from tests.fakes.office import until
from tests.fakes.program import Program

pytestmark = pytest.mark.usefixtures("kafka")

ROUNDS = 3
PER_ROUND = 300


@pytest.fixture
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cluster]:
    """Servers that may be killed."""
    if not request.config.getoption("--soak"):
        pytest.skip("servers that are killed: with --soak")
    cluster = Cluster(tmp_path / "own", lambda _words: None)
    yield cluster
    cluster.reset()


def up(cluster: Cluster, *, secure: bool = False) -> dict[str, str]:
    try:
        return cluster.up(secure=secure)
    except ClusterError as error:
        pytest.skip(f"no servers: {error}")


async def test_killed_and_started_again_while_it_is_written_to(
    settings: Settings, own: Cluster
) -> None:
    given = await asyncio.to_thread(up, own)
    ours = replace(settings, elasticsearch=given["PARLEY_ELASTICSEARCH"])
    store = await asyncio.to_thread(ElasticStore, ours)
    with closing(store.index):
        told: set[str] = set()
        async with at_work(ours) as role:
            await until(role.health.ready, 60)
            for turn in range(ROUNDS):
                said = [
                    statement(f"{turn}x{n:03}", article_id=article(f"{turn}x{n:03}").id)
                    for n in range(PER_ROUND)
                ]
                batch = [reading(article(f"{turn}x{n:03}"), each) for n, each in enumerate(said)]
                await asyncio.to_thread(tell, ours, *batch[: PER_ROUND // 2])
                pid = own.status()["elasticsearch"].pid
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
                await asyncio.to_thread(tell, ours, *batch[PER_ROUND // 2 :])
                await until(lambda: "can't be reached" in trouble(role), 120)
                await asyncio.to_thread(up, own)
                told |= {each.id for each in said}
            await until(role.health.ready, 120)
            await until(lambda: ids(store, "statement") == told, 120)
            assert len(ids(store, "article")) == ROUNDS * PER_ROUND
        assert letters(ours) == []


async def test_a_disk_that_is_nearly_full_and_has_room_again(
    settings: Settings, own: Cluster
) -> None:
    """The flood stage makes every index read-only, and takes that back by itself."""
    given = await asyncio.to_thread(up, own)
    ours = replace(settings, elasticsearch=given["PARLEY_ELASTICSEARCH"])
    store = await asyncio.to_thread(ElasticStore, ours)
    with closing(store.index):
        store.apply([article("first")], [statement("first")])
        said = [statement(f"s{n}", article_id=article(f"{n}").id) for n in range(20)]
        async with at_work(ours) as role:
            await until(role.health.ready, 60)
            await asyncio.to_thread(room_on_disk, store, needed="900tb")
            await until(lambda: is_read_only(store), 90)
            tell(ours, *(reading(article(f"{n}"), each) for n, each in enumerate(said)))
            await until(lambda: "flood-stage" in trouble(role), 90)
            await asyncio.to_thread(room_on_disk, store, needed=None)
            await until(lambda: len(ids(store, "statement")) == len(said) + 1, 180)
            await until(role.health.ready, 60)
        assert len(ids(store, "article")) == len(said) + 1
        assert letters(ours) == []


def room_on_disk(store: ElasticStore, *, needed: str | None) -> None:
    """Let the server want so much room; it looks every ten seconds."""
    marks = ("low", "high", "flood_stage", "flood_stage.frozen")
    name = "cluster.routing.allocation.disk.watermark"
    wanted: dict[str, str | None] = {f"{name}.{mark}": needed for mark in marks}
    wanted |= {"cluster.info.update.interval": "10s" if needed else None}
    with store.index.connection.asking() as client:
        client.cluster.put_settings(persistent=wanted)


def is_read_only(store: ElasticStore) -> bool:
    with store.index.connection.asking() as client:
        found = client.indices.get_settings(
            index=f"{store.index.names.prefix}-*", flat_settings=True
        )
    name = "index.blocks.read_only_allow_delete"
    return all(each["settings"].get(name) == "true" for each in found.values())


async def test_a_full_bulk_queue_slows_down_and_loses_nothing(
    settings: Settings, own: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread writes, one request waits, the server rejects the others item by item."""
    usual = elasticsearch.configuration

    def narrow(*given: Any, **also: Any) -> str:
        return usual(*given, **also) + (
            "thread_pool.write.size: 1\nthread_pool.write.queue_size: 1\n"
        )

    monkeypatch.setattr(elasticsearch, "configuration", narrow)
    given = await asyncio.to_thread(up, own)
    ours = replace(settings, elasticsearch=given["PARLEY_ELASTICSEARCH"])
    store = await asyncio.to_thread(ElasticStore, ours)
    months = [DAY - timedelta(days=31 * n) for n in range(12)]
    said = [
        statement(f"{m}x{n}", article_id=article(f"{m}x{n}", at=at).id, at=at)
        for m, at in enumerate(months)
        for n in range(40)
    ]
    articles = [article(f"{m}x{n}", at=at) for m, at in enumerate(months) for n in range(40)]
    with closing(store.index):
        batch = [reading(*each) for each in zip(articles, said, strict=True)]
        await asyncio.to_thread(tell, ours, *batch)
        async with at_work(ours) as role:
            await until(lambda: len(ids(store, "statement")) == len(said), 240)
            await until(lambda: len(ids(store, "article")) == len(articles), 60)
            rejected = role.registry.value(BULK_ITEMS, outcome="again")
            assert rejected > 0, "the queue was never full"
            assert role.registry.value(BULK_ITEMS, outcome="dead") == 0
    assert letters(ours) == []


def test_a_wrong_password_and_an_unknown_certificate_are_told(
    settings: Settings, own: Cluster
) -> None:
    printed = up(own, secure=True)
    secured = load(None, printed, {"prefix": settings.prefix})
    with closing(unchecked(secured)) as index:
        administration.apply(index.connection, index.names, 1)
    with closing(open_index(secured)) as index:
        assert index.apply(None, statements=[statement("s")]).written == 1
        index.refresh()
        assert index.count("statement") == 1
    with pytest.raises(ElasticRefused, match="set `elasticsearch_user`"):
        open_index(replace(secured, elasticsearch_password="wrong"))
    with pytest.raises(ElasticRefused, match="set `elasticsearch_user`"):
        open_index(replace(secured, elasticsearch_user=""))
    with pytest.raises(ElasticRefused, match="certificate is not trusted"):
        open_index(replace(secured, elasticsearch_ca=None))
    with pytest.raises(ElasticRefused, match="there is no file"):
        open_index(replace(secured, elasticsearch_ca=Path("/nowhere.pem")))
    # Everything of a user's, with the passwords as `parley cluster up --secure` prints them.
    given = {**printed, "PARLEY_SHELL": "cluster", "PARLEY_PREFIX": settings.prefix}
    right = Program(settings.data_dir, given)
    right.run("topics", "apply")
    assert "statement" in right.run("export", "statements").stdout
    for command in (("index",), ("search", "talks"), ("indices", "apply")):
        refused = right.run(*command, status=1, PARLEY_ELASTICSEARCH_PASSWORD="wrong")
        assert "set `elasticsearch_user`" in refused.stderr, refused.stderr
        refused = right.run(
            *command, status=1, PARLEY_KAFKA_PASSWORD="wrong", PARLEY_ELASTICSEARCH_PASSWORD="wrong"
        )
        assert secured.elasticsearch_password not in refused.stderr


def test_the_commands_start_once_keep_what_was_there_and_end_only_theirs(
    own: Cluster, tmp_path: Path
) -> None:
    program = Program(tmp_path / "person")
    assert json.loads(program.run("cluster", "status", "--json").stdout) == {}
    assert "nothing was running" in program.run("cluster", "down").stderr
    first = program.run("cluster", "up").stdout
    try:
        given = dict(shlex.split(line)[1].split("=", 1) for line in first.splitlines())
        assert given.keys() == {"PARLEY_KAFKA", "PARLEY_ELASTICSEARCH"}
        pids = running(program)
        assert program.run("cluster", "up").stdout == first
        assert running(program) == pids, "what runs is left alone"
        ours = Program(tmp_path / "person", {**given, "PARLEY_SHELL": "cluster"})
        ours.run("topics", "apply")
        os.kill(pids["kafka"], signal.SIGKILL)
        assert wait(lambda: running(program)["kafka"] is None, 60)
        assert program.run("cluster", "up").stdout == first, "the ports stay"
        again = running(program)
        assert again["elasticsearch"] == pids["elasticsearch"]
        assert again["kafka"] not in {None, pids["kafka"]}
        assert "as they should be" in ours.run("topics", "apply").stderr
        assert "kafka, elasticsearch" in program.run("cluster", "down").stderr
        assert set(running(program).values()) == {None}
        assert not any(Path(f"/proc/{pid}").exists() for pid in again.values())
        assert "without a password" in program.run("cluster", "up", "--secure", status=1).stderr
    finally:
        program.run("cluster", "reset", "--yes")
    assert json.loads(program.run("cluster", "status", "--json").stdout) == {}


def running(program: Program) -> dict[str, int]:
    found = json.loads(program.run("cluster", "status", "--json").stdout)
    return {name: each["pid"] for name, each in found.items()}
