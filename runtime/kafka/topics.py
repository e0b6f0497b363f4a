"""The table of topics, made and checked by us: Kafka never makes one by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from confluent_kafka.admin import AdminClient

from runtime.kafka.declaring import Change, Wanted, declared
from runtime.kafka.errors import WrongTopics
from runtime.settings import Settings

TopicName = Literal[
    "articles",
    "statements",
    "positions",
    "shifts",
    "verdicts",
    "hits",
    "alerts",
    "watches",
    "targets",
    "feeds",
    "accounts",
    "dead-letters",
]

MIB = 1024 * 1024
DAY = 24 * 3600 * 1000
SECONDS = 30.0


@dataclass(frozen=True)
class Topic:
    """One topic. `partitions` None: as many as the setting says.

    `days` is how long a message is kept, None for ever; of a `compacted` one the newest of each key
    is kept whatever its age, unless `days` ends it.
    """

    name: TopicName
    key: str
    partitions: int | None = None
    days: int | None = 30
    compacted: bool = False
    max_bytes: int = MIB

    def config(self, settings: Settings) -> dict[str, str]:
        """Its configuration at the broker."""
        policy = "delete"
        if self.compacted:
            policy = "compact" if self.days is None else "compact,delete"
        return {
            "cleanup.policy": policy,
            "retention.ms": str(-1 if self.days is None else self.days * DAY),
            "max.message.bytes": str(self.max_bytes),
            # What a removal says must outlive the longest absence of who has to hear it.
            "delete.retention.ms": str(30 * DAY),
            "min.insync.replicas": "2" if settings.replication > 2 else "1",
            "message.timestamp.type": "CreateTime",
        }

    def count(self, settings: Settings) -> int:
        """How many partitions it has."""
        return self.partitions or settings.partitions


TOPICS: dict[TopicName, Topic] = {
    topic.name: topic
    for topic in (
        Topic("articles", "article id", max_bytes=8 * MIB),
        Topic("statements", "article id", max_bytes=8 * MIB),
        Topic("positions", "party|issue", max_bytes=8 * MIB),
        Topic("shifts", "party|issue"),
        # By hand, few, and each change is to be remembered.
        Topic("verdicts", "party|issue", days=None),
        # One partition: a second alert role stands by, and takes over from the first as a whole.
        Topic("hits", "the owner of the watch", partitions=1, days=7, max_bytes=8 * MIB),
        Topic("alerts", "alert id", days=None, compacted=True, max_bytes=8 * MIB),
        Topic("watches", "watch id", partitions=1, days=None, compacted=True),
        Topic("targets", "target's name", partitions=1, days=None, compacted=True),
        Topic("feeds", "feed, or outlet and entry", days=None, compacted=True),
        Topic("accounts", "process and hour", partitions=1, days=None, compacted=True),
        Topic(
            "dead-letters",
            "dead letter's id",
            partitions=1,
            days=90,
            compacted=True,
            max_bytes=12 * MIB,
        ),
    )
}

LARGEST = max(topic.max_bytes for topic in TOPICS.values())


def full_name(settings: Settings, name: TopicName) -> str:
    """The topic's name at the servers, as in "parley.articles"."""
    return f"{settings.prefix}.{name}"


def short_name(settings: Settings, full: str) -> TopicName:
    """The name in the table of one of our topics. Raises `KeyError` for any other."""
    return TOPICS[full.removeprefix(f"{settings.prefix}.")].name  # type: ignore[index]


def apply(client: AdminClient, settings: Settings, *, dry_run: bool = False) -> list[Change]:
    """Make the topics as the table says; again and again without harm.

    Missing ones are made, settings that drifted are set again, empty ones get more partitions.
    What would put keys elsewhere than their state (more partitions of a topic with messages) or
    can't be done (fewer) is reported with `done` False. Raises `KafkaException`.
    """
    wanted = [
        Wanted(full_name(settings, name), topic.count(settings), topic.config(settings))
        for name, topic in TOPICS.items()
    ]
    there = partitions_of(client, settings)
    return declared(client, wanted, there, replication=settings.replication, dry_run=dry_run)


def check_topics(
    client: AdminClient, settings: Settings, names: Iterable[TopicName] = tuple(TOPICS)
) -> None:
    """Refuse to start on topics that are not as the table says. Raises `WrongTopics`."""
    there = partitions_of(client, settings)
    for name in names:
        full, wanted = full_name(settings, name), TOPICS[name].count(settings)
        found = there.get(full)
        if found is None:
            raise WrongTopics(f"there is no topic {full}: make it with `parley topics apply`")
        if found != wanted:
            raise WrongTopics(
                f"topic {full} has {found} partitions, not {wanted}: the wrong number of partitions"
                " puts keys elsewhere than their state. Set `partitions` as it was, or run"
                " `parley topics apply`, which says what can be done"
            )


def partitions_of(client: AdminClient, settings: Settings) -> dict[str, int]:
    """How many partitions each topic of ours has that is there."""
    found = client.list_topics(timeout=SECONDS).topics
    ours = {full_name(settings, name) for name in TOPICS}
    return {name: len(each.partitions) for name, each in found.items() if name in ours}
