"""An installation of its own on the servers, made for a measurement and removed after it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from parley.cluster.cleaning import remove_everything
from runtime.kafka import clients, topics
from runtime.settings import Settings
from search.index.elastic import administration, unchecked


@contextmanager
def installation(settings: Settings) -> Iterator[Settings]:
    """Settings with a prefix and a data directory of their own, topics and indices made.

    Raises `KafkaFailure`, `StoreUnavailable` where a server can't be used.
    """
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        own = replace(settings, prefix=f"bench{secrets.token_hex(4)}", data_dir=Path(folder))
        client = clients.reached(own)
        topics.apply(client, own)
        index = unchecked(own)
        try:
            administration.apply(index.connection, index.names, own.replication)
            yield own
        finally:
            index.close()
            remove_everything(own)
