"""An installation for the time being, as a demo needs one: servers, topics, indices."""

import asyncio
import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import Cluster
from parley.session import Session
from runtime.clock import SystemClock
from runtime.kafka import clients, topics
from runtime.settings import Settings, load
from search.index.elastic import administration, unchecked, wait_for_elasticsearch


@contextmanager
def servers(session: Session) -> Iterator[Settings]:
    """Settings that point at servers: those that are set, or some for the time being."""
    settings = session.settings
    if settings.kafka and settings.elasticsearch:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="parley-servers-") as folder:
        cluster = Cluster(
            Path(folder), lambda words: session.err.print(f"cluster: {words}", markup=False)
        )
        try:
            found = load(None, cluster.up(), {})
            named = {name: getattr(found, name) for name in ("kafka", "elasticsearch")}
            yield dataclasses.replace(settings, **named)
        finally:
            cluster.reset()


def prepare(settings: Settings) -> None:
    """Make topics and indices under the prefix of the settings."""
    topics.apply(clients.reached(settings), settings)
    store = unchecked(settings)
    try:
        asyncio.run(wait_for_elasticsearch(store.connection, SystemClock()))
        administration.apply(store.connection, store.names, settings.replication)
    finally:
        store.close()
