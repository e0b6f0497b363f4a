"""Topics on a real Kafka: made, made again, refused."""

from dataclasses import replace

import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import AlterConfigOpType, ConfigEntry, ConfigResource

from deploy.local.processes import wait
from runtime.kafka import TOPICS, Publisher, WrongTopics, check_topics, clients, full_name, topics
from runtime.kafka.clients import Complaints
from runtime.settings import Settings


def test_topics_are_made_once(settings: Settings) -> None:
    client = clients.admin(settings, Complaints(settings))
    with pytest.raises(WrongTopics, match="parley topics apply"):
        check_topics(client, settings)
    foreseen = topics.apply(client, settings, dry_run=True)
    with pytest.raises(WrongTopics):
        check_topics(client, settings)
    assert topics.apply(client, settings) == foreseen
    assert {change.topic for change in foreseen} == {full_name(settings, name) for name in TOPICS}
    check_topics(client, settings)
    assert topics.apply(client, settings) == []


def test_drifted_settings_are_set_again(settings: Settings, kafka: AdminClient) -> None:
    entry = ConfigEntry("max.message.bytes", "2000", incremental_operation=AlterConfigOpType.SET)
    change = ConfigResource(
        ConfigResource.Type.TOPIC, full_name(settings, "articles"), incremental_configs=[entry]
    )
    kafka.incremental_alter_configs([change])[change].result(30)
    # A broker tells of a changed setting a moment after it has taken it.
    assert wait(lambda: bool(topics.apply(kafka, settings, dry_run=True)), 30)
    (found,) = topics.apply(kafka, settings)
    assert found.done
    assert found.words == f"max.message.bytes was 2000, is {8 * 1024 * 1024}"
    assert wait(lambda: topics.apply(kafka, settings) == [], 30)


def test_a_topic_never_shrinks(settings: Settings, kafka: AdminClient) -> None:
    fewer = replace(settings, partitions=1)
    changes = topics.apply(kafka, fewer)
    assert changes
    assert not any(change.done for change in changes)
    assert all("never shrinks" in change.words for change in changes)
    with pytest.raises(WrongTopics, match="wrong number of partitions"):
        check_topics(kafka, fewer)
    check_topics(kafka, settings)


def test_only_empty_topics_grow(settings: Settings, kafka: AdminClient) -> None:
    with Publisher(settings, "test") as publisher:
        publisher.send("articles", "key", b"{}").result(30)
    more = replace(settings, partitions=3)
    changes = {change.topic: change for change in topics.apply(kafka, more)}
    assert not changes[full_name(settings, "articles")].done
    assert changes[full_name(settings, "shifts")].done
    there = topics.partitions_of(kafka, settings)
    assert there[full_name(settings, "articles")] == 2
    assert there[full_name(settings, "shifts")] == 3
