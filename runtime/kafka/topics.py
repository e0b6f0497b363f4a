"""The table of topics, made and checked by us: Kafka never makes one by itself."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import AlterConfigOpType, ConfigEntry, ConfigResource
from confluent_kafka.cimpl import NewPartitions, NewTopic

from runtime.kafka.errors import WrongTopics
from runtime.kafka.offsets import ends
from runtime.settings import Settings

TopicName = Literal[
    "articles",
    "statements",
    "positions",
    "shifts",
    "hits",
    "alerts",
    "watches",
    "targets",
    "feeds",
    "dead-letters",
]

MIB = 1024 * 1024
DAY = 24 * 3600 * 1000
SECONDS = 30.0
LOOK_SECONDS = 0.05


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
        # One partition: a second alert role stands by, and takes over from the first as a whole.
        Topic("hits", "the owner of the watch", partitions=1, days=7, max_bytes=8 * MIB),
        Topic("alerts", "alert id", days=None, compacted=True, max_bytes=8 * MIB),
        Topic("watches", "watch id", partitions=1, days=None, compacted=True),
        Topic("targets", "target's name", partitions=1, days=None, compacted=True),
        Topic("feeds", "feed, or outlet and entry", days=None, compacted=True),
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


@dataclass(frozen=True)
class Change:
    """Something that `apply` did or, with `done` False, that it leaves to people."""

    topic: str
    words: str
    done: bool = True


def apply(client: AdminClient, settings: Settings, *, dry_run: bool = False) -> list[Change]:
    """Make the topics as the table says; again and again without harm.

    Missing ones are made, settings that drifted are set again, empty ones get more partitions.
    What would put keys elsewhere than their state (more partitions of a topic with messages) or
    can't be done (fewer) is reported with `done` False. Raises `KafkaException`.
    """
    there = partitions_of(client, settings)
    changes = _made(client, settings, there, dry_run)
    for name, topic in TOPICS.items():
        full = full_name(settings, name)
        if full in there:
            changes += _grown(client, full, there[full], topic.count(settings), dry_run)
            changes += _configured(client, full, topic.config(settings), dry_run)
    return changes


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


def _made(
    client: AdminClient, settings: Settings, there: Mapping[str, int], dry_run: bool
) -> list[Change]:
    new = {
        full: NewTopic(
            full,
            num_partitions=topic.count(settings),
            replication_factor=settings.replication,
            config=topic.config(settings),
        )
        for name, topic in TOPICS.items()
        if (full := full_name(settings, name)) not in there
    }
    if new and not dry_run:
        for future in client.create_topics(
            list(new.values()), operation_timeout=SECONDS, request_timeout=SECONDS
        ).values():
            try:
                future.result(SECONDS)
            except KafkaException as error:
                # Two that apply at once make the same topics.
                if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                    raise
        _wait_until_led(client, {full: each.num_partitions for full, each in new.items()})
    return [
        Change(full, f"made with {each.num_partitions} partitions") for full, each in new.items()
    ]


def _grown(client: AdminClient, full: str, found: int, wanted: int, dry_run: bool) -> list[Change]:
    if found == wanted:
        return []
    if found > wanted:
        words = f"has {found} partitions, the table says {wanted}: a topic never shrinks"
        return [
            Change(full, f"{words}; set `partitions` as it was, or use another `prefix`", False)
        ]
    if not _is_empty(client, full, found):
        words = f"has {found} partitions and messages, the table says {wanted}: more partitions"
        remedy = "would part keys from their state; use another `prefix` and backfill into it"
        return [Change(full, f"{words} {remedy}", False)]
    if not dry_run:
        growing = client.create_partitions([NewPartitions(full, wanted)], request_timeout=SECONDS)
        growing[full].result(SECONDS)
        _wait_until_led(client, {full: wanted})
    return [Change(full, f"{wanted} partitions instead of {found}")]


def _wait_until_led(client: AdminClient, wanted: Mapping[str, int]) -> None:
    """Return when every broker's answer has the new partitions, each with a leader."""
    for _ in range(round(SECONDS / LOOK_SECONDS)):
        there = client.list_topics(timeout=SECONDS).topics
        if all(
            name in there
            and sum(each.leader >= 0 for each in there[name].partitions.values()) == count
            for name, count in wanted.items()
        ):
            return
        time.sleep(LOOK_SECONDS)


def _configured(
    client: AdminClient, full: str, wanted: Mapping[str, str], dry_run: bool
) -> list[Change]:
    resource = ConfigResource(ConfigResource.Type.TOPIC, full)
    found = client.describe_configs([resource], request_timeout=SECONDS)[resource].result(SECONDS)
    drifted = {
        name: value
        for name, value in wanted.items()
        if _canonical(found[name].value) != _canonical(value)
    }
    if drifted and not dry_run:
        entries = [
            ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET)
            for name, value in drifted.items()
        ]
        change = ConfigResource(ConfigResource.Type.TOPIC, full, incremental_configs=entries)
        client.incremental_alter_configs([change], request_timeout=SECONDS)[change].result(SECONDS)
    return [
        Change(full, f"{name} was {found[name].value}, is {value}")
        for name, value in drifted.items()
    ]


def _canonical(value: str) -> list[str]:
    return sorted(value.split(","))


def _is_empty(client: AdminClient, full: str, partitions: int) -> bool:
    return not any(ends(client, [(full, number) for number in range(partitions)]).values())
