"""How far each role's group is behind the ends of the topics that it works."""

from dataclasses import dataclass

from confluent_kafka.admin import AdminClient

from runtime.kafka.errors import WrongTopics
from runtime.kafka.groups import committed
from runtime.kafka.offsets import beginnings, ends
from runtime.kafka.topics import TopicName, full_name, partitions_of
from runtime.settings import Settings

GROUPS: dict[str, tuple[TopicName, ...]] = {
    "work": ("articles", "positions", "verdicts"),
    "index": ("statements", "shifts"),
    "alert": ("hits",),
}
"""What each group works, in the order of an article's way. The ingest role's group is none of them:
it shares out feeds, and what stands in their topic is not work."""


@dataclass(frozen=True)
class PartitionLag:
    """One group on one partition. `committed` None: it has never committed anything there."""

    group: str
    topic: TopicName
    partition: int
    committed: int | None
    end: int
    lag: int


def lags(client: AdminClient, settings: Settings) -> list[PartitionLag]:
    """The lag of every group on every partition; all zero means that everything is done.

    Every stage commits an input only after Kafka has acknowledged what follows from it. So, asked
    for before the ends, the committed offsets reach all of them only if nothing is under way in any
    stage. Raises `KafkaException`, `WrongTopics`.
    """
    counts = partitions_of(client, settings)
    names = {full_name(settings, name): name for topics in GROUPS.values() for name in topics}
    for full in names:
        if full not in counts:
            raise WrongTopics(f"there is no topic {full}: make it with `parley topics apply`")
    places = [(full, number) for full in names for number in range(counts[full])]
    done = {
        group: committed(settings, group, [place for place in places if names[place[0]] in topics])
        for group, topics in GROUPS.items()
    }
    first, last = beginnings(client, places), ends(client, places)
    found = []
    for group, topics in GROUPS.items():
        for full, number in places:
            if names[full] not in topics:
                continue
            at, place = done[group].get((full, number)), (full, number)
            behind = max(0, last[place] - max(at or 0, first[place]))
            found.append(PartitionLag(group, names[full], number, at, last[place], behind))
    return found
