"""How far groups have come."""

import time
from collections.abc import Iterable

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from runtime.kafka.clients import Complaints, consuming
from runtime.kafka.offsets import PAUSE_SECONDS, SECONDS, TRIES, Place
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
        found = _answered(consumer, asked)
    finally:
        consumer.close()
    return {(each.topic, each.partition): each.offset for each in found if each.offset >= 0}


def _answered(consumer: Consumer, asked: list[TopicPartition]) -> list[TopicPartition]:
    for tries_left in reversed(range(TRIES)):
        try:
            return consumer.committed(asked, timeout=SECONDS)
        except KafkaException as error:
            if error.args[0].code() not in COORDINATORLESS or not tries_left:
                raise
            time.sleep(PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")


COORDINATORLESS = frozenset(
    {
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
    }
)
"""What a broker answers that came up, or has taken a group over, a moment ago."""
