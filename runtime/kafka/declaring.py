"""Topics made as they are wanted, and set again where they drifted; nothing of it by chance."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import AlterConfigOpType, ConfigEntry, ConfigResource
from confluent_kafka.cimpl import NewPartitions, NewTopic

from runtime.kafka.offsets import ends

SECONDS = 30.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Wanted:
    """How a topic should be at the broker."""

    name: str
    partitions: int
    config: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """Something that `apply` did or, with `done` False, that it leaves to people."""

    topic: str
    words: str
    done: bool = True


def declared(
    client: AdminClient,
    wanted: Iterable[Wanted],
    there: Mapping[str, int],
    *,
    replication: int,
    dry_run: bool,
) -> list[Change]:
    """Make what is not `there` (partitions by name) and mend the rest. Raises `KafkaException`."""
    wanted = list(wanted)
    new = [each for each in wanted if each.name not in there]
    if not dry_run:
        _make(client, new, replication)
    changes = [Change(each.name, f"made with {each.partitions} partitions") for each in new]
    for each in wanted:
        if each.name in there:
            changes += _grown(client, each.name, there[each.name], each.partitions, dry_run)
            changes += _configured(client, each.name, each.config, dry_run)
    return changes


def _make(client: AdminClient, new: list[Wanted], replication: int) -> None:
    if not new:
        return
    made = [
        NewTopic(
            each.name,
            num_partitions=each.partitions,
            replication_factor=replication,
            config=dict(each.config),
        )
        for each in new
    ]
    futures = client.create_topics(made, operation_timeout=SECONDS, request_timeout=SECONDS)
    for future in futures.values():
        try:
            future.result(SECONDS)
        except KafkaException as error:
            # Two that apply at once make the same topics.
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise
    _wait_until_led(client, {each.name: each.partitions for each in new})


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
