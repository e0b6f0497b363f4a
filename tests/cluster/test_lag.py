"""Lag: done is done when every group has committed everything."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient

from runtime.clock import SystemClock
from runtime.kafka import Consuming, Publisher, Record, WrongTopics
from runtime.kafka.clients import Complaints, admin
from runtime.kafka.consuming import Outcome
from runtime.kafka.lag import GROUPS, lags
from runtime.settings import Settings
from tests.fakes.program import Program, lines


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


def test_the_command_waits_and_says_what_is_left(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    done = program.run("lag", "--wait", "5")
    assert "work: all is done" in done.stderr
    program.run("backfill", str(lines(tmp_path / "a.jsonl", {"id": 1, "text": "They met. " * 9})))
    late = program.run("lag", "--wait", "0.5", status=1)
    assert "the time is up: 1 messages are left to do" in late.stderr
    assert "work: 1 messages behind" in late.stderr
    found = json.loads(program.run("lag", "--json").stdout)
    (behind,) = [each for each in found if each["lag"]]
    assert behind["group"] == "work"
    assert behind["topic"] == "articles"
    assert (behind["committed"], behind["end"], behind["lag"]) == (None, 1, 1)
