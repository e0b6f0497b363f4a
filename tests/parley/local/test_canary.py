"""The canary goes the whole way, is found by nobody, and is missed when it does not arrive."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parley.local.canary import Canary
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.watches import on_operations
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from search.alerts.carrying import NotArrived, Post
from search.alerts.courier import Courier
from search.alerts.signing import parcel
from search.alerts.targets import Target
from search.index import KINDS
from tests.fakes.clock import ManualClock
from tests.fakes.office import until
from tests.fakes.watches import watch

FAKE = (sys.executable, "-m", "tests.fakes.reading_child")


class Mine:
    """A store, a pipeline, a courier that is looked to by hand, and a canary."""

    def __init__(self, store: LocalStore, pipeline: Pipeline, clock: ManualClock) -> None:
        self.store, self.pipeline, self.clock = store, pipeline, clock
        self.settings = Settings(canary_seconds=60, canary_late_seconds=20)
        self.sent: list[tuple[str, Post]] = []
        self.blocked = False
        self.courier = Courier(
            store.database,
            self.carry,
            clock,
            pipeline.write,
            chance=lambda: 0.5,
            per_hour=99,
        )

    async def carry(self, target: Target, post: Post) -> NotArrived | None:
        self.sent.append((target.name, post))
        return NotArrived("it is closed") if self.blocked else None

    def canary(self, **changes: object) -> Canary:
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        return Canary(self.store, self.pipeline, self.clock, settings)

    def target(self, name: str) -> None:
        with self.store.database.write() as tx:
            self.store.alerts.put_target(tx, Target(name=name, url=f"https://{name}.example/"))


@pytest.fixture
async def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mine]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    clock = ManualClock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    store = LocalStore.open(tmp_path, clock)
    async with ExtractionProcess("fast", program=FAKE) as extraction:
        pipeline = Pipeline(store, extraction, clock, profile="fast")
        made = Mine(store, pipeline, clock)
        yield made
        await made.courier.close()
        pipeline.close()
    store.alerts.close()
    store.database.close()


async def sung(mine: Mine, canary: Canary) -> bool:
    """One song with a courier that looks as long as it takes."""
    song = asyncio.create_task(canary.sing())
    while not song.done():
        mine.courier.look()
        await asyncio.sleep(0.02)
    return song.result()


async def test_it_arrives_and_leaves_nothing_behind(mine: Mine) -> None:
    with mine.store.database.write() as tx:
        mine.store.alerts.put(tx, watch("all", query="talks OR canary", targets=("desk",)))
    assert await sung(mine, mine.canary())
    assert mine.pipeline.registry.value(metrics.CANARY_SECONDS) == 1
    assert mine.pipeline.registry.value(metrics.CANARY_LATE) == 0
    assert [mine.store.index.count(kind) for kind in KINDS] == [0, 0, 0]
    assert mine.store.alerts.alerts() == []
    assert mine.store.alerts.accounts()["all"].matched == 0
    assert mine.store.ledger.balance() == []
    assert mine.sent == []


async def test_its_message_goes_to_the_target_of_the_setting_and_is_marked(mine: Mine) -> None:
    mine.target("switch")
    assert await sung(mine, mine.canary(canary_target="switch"))
    assert await sung(mine, mine.canary(canary_target="switch"))
    ((name, post), _) = mine.sent
    body = json.loads(parcel(post).body)
    assert (name, body["type"]) == ("switch", "alert.canary")
    assert [each["name"] for each in body["data"]["message"]["stages"]][1:] == [
        "seen",
        "extracted",
        "stored",
        "sent",
    ]


async def test_operators_are_told_while_it_is_late_and_when_it_is_not_any_more(
    mine: Mine,
) -> None:
    mine.target("switch")
    mine.target("ops")
    with mine.store.database.write() as tx:
        kept = mine.store.alerts.put(tx, on_operations("night", ["ops"], mine.clock.now()))
    canary = mine.canary(canary_target="switch", canary_late_seconds=0.2)
    song = asyncio.create_task(canary.sing())
    await until(lambda: mine.store.alerts.alerts(kept.id))
    (alert,) = mine.store.alerts.alerts(kept.id)
    assert "late: the canary" in alert.headline
    assert mine.pipeline.registry.value(metrics.CANARY_LATE) == 1
    while not song.done():
        mine.courier.look()
        await asyncio.sleep(0.02)
    assert not song.result()
    assert await sung(mine, mine.canary(canary_target="switch", canary_late_seconds=60))
    assert mine.store.alerts.alerts(kept.id) == []
    account = mine.store.alerts.accounts()[kept.id]
    assert (account.matched, account.withdrawn, account.balanced) == (1, 1, True)


async def test_it_is_off_unless_switched_on(mine: Mine) -> None:
    await mine.canary(canary_seconds=0.0).run()
    assert mine.sent == []
