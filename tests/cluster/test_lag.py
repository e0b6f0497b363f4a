"""Lag: done is done when every group has committed everything."""

import asyncio
from collections.abc import Sequence

import pytest
from confluent_kafka.admin import AdminClient

from runtime.clock import SystemClock
from runtime.kafka import Consuming, Publisher, Record, WrongTopics
from runtime.kafka.clients import Complaints, admin
from runtime.kafka.consuming import Outcome
from runtime.kafka.lag import GROUPS, lags
from runtime.settings import Settings


def test_without_topics_nothing_is_done(settings: Settings) -> None:
    with pytest.raises(WrongTopics, match="parley topics apply"):
        lags(admin(settings, Complaints(settings)), settings)


async def test_what_is_not_committed_is_left_to_do(settings: Settings, kafka: AdminClient) -> None:
    assert sum(each.lag for each in lags(kafka, settings)) == 0
    assert {each.group for each in lags(kafka, settings)} == set(GROUPS)
    with Publisher(settings, "test") as publisher:
        await asyncio.gather(*(publisher.publish("hits", f"owner{n}", b"{}") for n in range(10)))
        behind = {(each.group, each.topic) for each in lags(kafka, settings) if each.lag}
        assert behind == {("alert", "hits")}
        assert sum(each.lag for each in lags(kafka, settings)) == 10

        async def handle(records: Sequence[Record]) -> Sequence[Outcome]:
            if len(worked := [*seen, *records]) >= 10:
                consuming.stop()
            seen[:] = worked
            return []

        seen: list[Record] = []
        consuming = Consuming(
            settings, "alert", ["hits"], handle, publisher=publisher, clock=SystemClock()
        )
        await asyncio.wait_for(consuming.run(), 60)
    assert sum(each.lag for each in lags(kafka, settings)) == 0
    assert sum(each.committed or 0 for each in lags(kafka, settings)) == 10
