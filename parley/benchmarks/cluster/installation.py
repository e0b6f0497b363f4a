"""An installation of its own on the servers, made for a measurement and removed after it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

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
            _remove_topics(own)
            _remove_indices(own)
            index.close()


def _remove_topics(settings: Settings) -> None:
    client = clients.reached(settings)
    ours = [
        name for name in client.list_topics(timeout=30).topics if name.startswith(settings.prefix)
    ]
    for future in client.delete_topics(ours).values():
        future.result(30)
    for group in client.list_consumer_groups().result(30).valid:
        if group.group_id.startswith(settings.prefix):
            # A member that was killed is in its group until its session ends.
            client.delete_consumer_groups([group.group_id])[group.group_id].exception(30)


def _remove_indices(settings: Settings) -> None:
    index = unchecked(settings)
    pattern = f"{settings.prefix}*"
    try:
        with index.connection.asking() as client:
            for name in client.indices.get(index=pattern, expand_wildcards="all"):
                client.indices.delete(index=name)
            for each in client.indices.get_index_template(name=pattern)["index_templates"]:
                client.indices.delete_index_template(name=each["name"])
            found = client.cluster.get_component_template(name=pattern)["component_templates"]
            for each in found:
                client.cluster.delete_component_template(name=each["name"])
    finally:
        index.close()
