"""Where partitions begin and end."""

from collections.abc import Iterable

from confluent_kafka import KafkaError, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._listoffsets import OffsetSpec

from runtime.kafka.retrying import answered

SECONDS = 30.0

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

    def ask() -> dict[Place, int]:
        futures = client.list_offsets(asked, request_timeout=SECONDS)
        return {
            (place.topic, place.partition): future.result(SECONDS).offset
            for place, future in futures.items()
        }

    # The client learns of the new leader from what it asks next.
    return answered(ask, LEADERLESS, between=lambda: client.list_topics(timeout=SECONDS))


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
