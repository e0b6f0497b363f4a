"""Elasticsearch killed, away and behind a password: nothing is lost, and what is wrong is said.

With servers of its own, which take a while to start: part of the long runs (`--soak`).
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.local import Cluster, ClusterError
from runtime.settings import Settings, load
from search.index.elastic import ElasticRefused, administration, open_index, unchecked
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.test_index_role import at_work, ids, letters, reading, tell, trouble
from tests.fakes.documents import article, statement
from tests.fakes.office import until

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


def test_a_wrong_password_and_an_unknown_certificate_are_told(
    settings: Settings, own: Cluster
) -> None:
    secured = load(None, up(own, secure=True), {"prefix": settings.prefix})
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
