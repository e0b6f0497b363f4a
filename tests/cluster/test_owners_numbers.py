"""Lag and offsets are told by a partition's owner, from the first moment, and by nobody else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from runtime.clock import SystemClock
from runtime.kafka import Consuming, Publisher, Record, telling
from runtime.kafka.consuming import Outcome
from runtime.kafka.headers import headers_of
from runtime.metrics import Registry
from runtime.metrics.cluster import COMMITTED, LAG
from runtime.settings import Settings
from tests.cluster.test_ingest import until


@dataclass
class Member:
    """A member of the group; it works nothing until its `gate` is open."""

    registry: Registry = field(default_factory=Registry)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, records: Sequence[Record]) -> Sequence[Outcome]:
        del records
        await self.gate.wait()
        return []

    def told(self, name: str) -> dict[str, float]:
        """The gauge's values by partition."""
        return {
            dict(sample.labels)["partition"]: sample.value
            for sample in self.registry.samples()
            if sample.name == name
        }


@asynccontextmanager
async def at_work(member: Member, settings: Settings, publisher: Publisher) -> AsyncIterator[None]:
    loop = Consuming(
        settings,
        "index",
        ["statements"],
        member.handle,
        publisher=publisher,
        clock=SystemClock(),
        registry=member.registry,
        batch=1,
    )
    task = asyncio.create_task(loop.run())
    try:
        yield
    finally:
        member.gate.set()
        loop.stop()
        await asyncio.wait_for(task, 30)


@pytest.mark.usefixtures("kafka")
async def test_each_partition_is_told_of_by_its_owner_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MEASURE_SECONDS", 0.1)
    with Publisher(settings, "test") as publisher:
        for partition in (0, 1):
            for number in range(3):
                await publisher.publish(
                    "statements",
                    f"a{number}",
                    b"{}",
                    headers_of("reading"),
                    partition=partition,
                )
        first, second = Member(), Member()
        first.gate.set()
        async with at_work(first, settings, publisher):
            await until(lambda: first.told(COMMITTED.name) == {"0": 3, "1": 3})
            assert first.told(LAG.name) == {"0": 0, "1": 0}
            async with at_work(second, settings, publisher):
                await until(lambda: len(first.told(LAG.name)) == 1)
                await until(lambda: len(second.told(LAG.name)) == 1)
                both = [*first.told(COMMITTED.name), *second.told(COMMITTED.name)]
                assert sorted(both) == ["0", "1"]
                # It has worked nothing, and knows how far its group has come.
                assert list(second.told(COMMITTED.name).values()) == [3]
