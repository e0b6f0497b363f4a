"""What stands in a topic, read as a test sees it."""

from runtime.kafka import Record, TopicName
from runtime.kafka.tailing import Tail
from runtime.settings import Settings


def everything(settings: Settings, topic: TopicName) -> list[Record]:
    """All messages of a topic, partition by partition."""
    found: list[Record] = []
    with Tail(settings, "test", [topic]) as tail:
        ends = tail.ends()
        while not tail.reached(ends):
            found += tail.read(1.0)
    return sorted(found, key=lambda record: (record.partition, record.offset))
