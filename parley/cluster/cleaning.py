"""Takes an installation off the servers: what a demo or a measurement has made."""

from collections.abc import Callable
from contextlib import closing

from confluent_kafka import KafkaException

from runtime.kafka import clients
from runtime.settings import Settings
from search.index.elastic import unchecked

SECONDS = 30.0


def remove_everything(settings: Settings) -> None:
    """Remove the topics, groups, indices and templates whose names begin with the prefix.

    Raises `KafkaFailure`, `StoreUnavailable`, `KafkaException`.
    """
    ours = _ours(settings)
    client = clients.reached(settings)
    topics = [name for name in client.list_topics(timeout=SECONDS).topics if ours(name)]
    if topics:
        for future in client.delete_topics(topics).values():
            future.result(SECONDS)
    for group in client.list_consumer_groups().result(SECONDS).valid:
        if ours(group.group_id):
            try:
                client.delete_consumer_groups([group.group_id])[group.group_id].result(SECONDS)
            except KafkaException:
                # A member that left a moment ago may still be counted; an empty group goes by
                # itself.
                continue
    with closing(unchecked(settings)) as index, index.connection.asking() as server:
        pattern = f"{settings.prefix}-*"
        for name in server.indices.get(index=pattern, expand_wildcards="all"):
            server.indices.delete(index=name)
        lenient = server.options(ignore_status=404)
        for each in lenient.indices.get_index_template(name=pattern).get("index_templates", []):
            server.indices.delete_index_template(name=each["name"])
        parts = lenient.cluster.get_component_template(name=pattern)
        for each in parts.get("component_templates", []):
            server.cluster.delete_component_template(name=each["name"])


def _ours(settings: Settings) -> Callable[[str], bool]:
    return lambda name: name.startswith((f"{settings.prefix}.", f"{settings.prefix}-"))
