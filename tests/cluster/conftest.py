"""Real servers for the tests of the cluster shell: one pair for the whole run.

They are started through `deploy.local` in a temporary directory. Where they run already,
`PARLEY_TEST_SERVERS=1` with the lines of `parley cluster up` in the environment uses those. Each
test has names of its own on them (`settings.prefix`), which are removed after it.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient

from deploy.local import Cluster, ClusterError
from parley.cluster.cleaning import remove_everything
from runtime.kafka import clients, topics
from runtime.kafka.clients import Complaints
from runtime.settings import Settings, load
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.newswork import RunningWorker
from tests.fakes.program import Program

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment that points at both servers, as `parley cluster up` prints it."""
    given = {name: value for name, value in os.environ.items() if name.startswith("PARLEY_")}
    if given.get("PARLEY_TEST_SERVERS") == "1" and "PARLEY_KAFKA" in given:
        yield {
            name: value
            for name, value in given.items()
            if name.startswith(("PARLEY_KAFKA", "PARLEY_ELASTICSEARCH"))
        }
        return
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), lambda _words: None)
    try:
        environment = cluster.up()
    except ClusterError as error:
        pytest.skip(f"no servers: {error}")
    yield environment
    cluster.reset()


@pytest.fixture
def settings(servers: dict[str, str], tmp_path: Path) -> Iterator[Settings]:
    """Settings of an installation of its own on the servers, nothing made yet."""
    prefix = f"t{secrets.token_hex(4)}"
    flags = {"shell": "cluster", "prefix": prefix, "partitions": 2, "data_dir": tmp_path / "data"}
    found = load(None, servers, flags)
    yield found
    remove_everything(found)


@pytest.fixture
def workers(settings: Settings) -> Iterator[list[RunningWorker]]:
    """Workers that a test has started; those left are ended."""
    started: list[RunningWorker] = []
    yield started
    for worker in started:
        worker.kill()


@pytest.fixture
def kafka(settings: Settings) -> AdminClient:
    """A client for the administration of the servers, with all of the test's topics made."""
    client = clients.admin(settings, Complaints(settings))
    topics.apply(client, settings)
    return client


@pytest.fixture
def store(settings: Settings) -> Iterator[ElasticStore]:
    """An index of the test's own on the server, empty."""
    made = ElasticStore(settings)
    yield made
    made.index.close()


@pytest.fixture
def program(settings: Settings, servers: dict[str, str], kafka: AdminClient) -> Program:
    """The program as its user starts it, in the cluster shell of this test."""
    del kafka  # the topics are made
    given = {"PARLEY_SHELL": "cluster", "PARLEY_PREFIX": settings.prefix}
    number = {"PARLEY_PARTITIONS": str(settings.partitions)}
    return Program(settings.data_dir, servers | given | number)
