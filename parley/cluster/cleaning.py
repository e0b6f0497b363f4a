"""Takes an installation off the servers: what a demo, a measurement or a test has made."""

from contextlib import closing

from runtime.kafka import clients
from runtime.settings import Settings
from search.index.elastic import unchecked

SECONDS = 30.0
"""How long each removal may take."""


def remove_everything(settings: Settings) -> None:
    """Remove the topics, groups, indices and templates whose names begin with the prefix.

    Raises `KafkaFailure`, `StoreUnavailable`, `KafkaException`.
    """
    remove_topics(settings)
    remove_indices(settings)


def remove_topics(settings: Settings) -> None:
    """Remove the topics and consumer groups. Raises `KafkaFailure`, `KafkaException`."""
    client = clients.reached(settings)
    ours = (f"{settings.prefix}.", f"{settings.prefix}-")
    topics = [name for name in client.list_topics(timeout=SECONDS).topics if name.startswith(ours)]
    if topics:
        for future in client.delete_topics(topics).values():
            future.result(SECONDS)
    for group in client.list_consumer_groups().result(SECONDS).valid:
        if group.group_id.startswith(ours):
            # A member that was killed is in its group until its session ends; an empty group goes
            # by itself.
            client.delete_consumer_groups([group.group_id])[group.group_id].exception(SECONDS)


def remove_indices(settings: Settings) -> None:
    """Remove the indices and templates. Raises `StoreUnavailable`."""
    pattern = f"{settings.prefix}-*"
    with closing(unchecked(settings)) as index, index.connection.asking() as server:
        for name in server.indices.get(index=pattern, expand_wildcards="all"):
            server.indices.delete(index=name)
        # Without any template the answer is 404, with an empty list.
        lenient = server.options(ignore_status=404)
        for each in lenient.indices.get_index_template(name=pattern).get("index_templates", []):
            server.indices.delete_index_template(name=each["name"])
        parts = lenient.cluster.get_component_template(name=pattern)
        for each in parts.get("component_templates", []):
            server.cluster.delete_component_template(name=each["name"])
