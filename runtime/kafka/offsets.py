"""Where partitions begin and end."""

import time
from collections.abc import Iterable

from confluent_kafka import KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._listoffsets import OffsetSpec

SECONDS = 30.0
TRIES = 20
PAUSE_SECONDS = 0.25

Place = tuple[str, int]
"""A topic's full name and the number of a partition."""


def ends(client: AdminClient, places: Iterable[Place]) -> dict[Place, int]:
    """The offset after the newest message of each partition. Raises `KafkaException`."""
    return _listed(client, places, OffsetSpec.latest())  # type: ignore[no-untyped-call]


def beginnings(client: AdminClient, places: Iterable[Place]) -> dict[Place, int]:
    """The offset of the oldest message of each partition. Raises `KafkaException`."""
    return _listed(client, places, OffsetSpec.earliest())  # type: ignore[no-untyped-call]


def _listed(client: AdminClient, places: Iterable[Place], spec: OffsetSpec) -> dict[Place, int]:
    asked = {TopicPartition(topic, number): spec for topic, number in places}
    if not asked:
        return {}
    for tries_left in reversed(range(TRIES)):
        futures = client.list_offsets(asked, request_timeout=SECONDS)
        try:
            return {
                (place.topic, place.partition): future.result(SECONDS).offset
                for place, future in futures.items()
            }
        except KafkaException as error:
            if error.args[0].code() not in LEADERLESS or not tries_left:
                raise
            # The client learns of the new leader from what it asks next.
            client.list_topics(timeout=SECONDS)
            time.sleep(PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")


LEADERLESS = frozenset(
    {
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
        KafkaError.OFFSET_NOT_AVAILABLE,
        KafkaError.UNKNOWN_LEADER_EPOCH,
        KafkaError.FENCED_LEADER_EPOCH,
    }
)
"""What a partition answers that was made, or whose broker came back, a moment ago."""
