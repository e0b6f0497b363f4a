"""How far groups have come."""

from collections.abc import Iterable

from confluent_kafka import Consumer, KafkaError, TopicPartition

from runtime.kafka.clients import Complaints, consuming
from runtime.kafka.offsets import SECONDS, Place
from runtime.kafka.retrying import answered
from runtime.settings import Settings


def committed(settings: Settings, group: str, places: Iterable[Place]) -> dict[Place, int]:
    """How far a group has come in those of the partitions where it ever committed.

    Asked for by a consumer that names the group and never joins it (65 ms): the administrator's
    call for it ends the whole process where the group's coordinator is being loaded or has moved.
    Raises `KafkaException`.
    """
    asked = [TopicPartition(*place) for place in places]
    if not asked:
        return {}
    given = {**consuming(settings, f"{group}-offsets", group), "error_cb": Complaints(settings)}
    consumer = Consumer(given)
    try:
        found = answered(
            lambda: consumer.committed(asked, timeout=SECONDS), passing=COORDINATORLESS
        )
    finally:
        consumer.close()
    return {(each.topic, each.partition): each.offset for each in found if each.offset >= 0}


COORDINATORLESS = frozenset(
    {
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
    }
)
"""What a broker answers that came up, or has taken a group over, a moment ago."""
