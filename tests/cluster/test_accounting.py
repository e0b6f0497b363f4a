"""The account of the stages, from the roles over their topic to the console's status page."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from confluent_kafka.admin import AdminClient

from parley.cluster.store import open_store
from runtime.accounts import Accounts
from runtime.clock import SystemClock
from runtime.kafka import Consuming, LeftOut, Poison, Publisher, Record
from runtime.kafka.accounting import Accounting, HourAccount
from runtime.kafka.consuming import Outcome
from runtime.kafka.gathered import keep_account, totals
from runtime.ledger import Balance
from runtime.metrics import Registry
from runtime.settings import Settings
from search.index.elastic import administration, unchecked
from tests.cluster.newswork import QUICK, RunningWorker, news, publish, records, until_worked
from tests.cluster.test_console_role import served
from tests.fakes.clock import START, ManualClock

SECONDS = 60.0


async def test_what_a_role_has_done_is_told_to_its_last_input(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    del kafka  # the topics are made
    with Publisher(settings, "test") as publisher:
        for n in range(10):
            await publisher.publish("hits", f"owner{n}", b"{}")
        seen: list[Record] = []

        async def handle(batch: Sequence[Record]) -> Sequence[Outcome]:
            if any(each.key_text == "owner3" for each in batch):
                if len(batch) == 1:
                    seen.extend(batch)
                raise Poison("malformed", "this one can't be taken")
            seen.extend(batch)
            if len(seen) == 10:
                consuming.stop()
            return [LeftOut(each, "known") for each in batch if each.key_text == "owner5"]

        clock = SystemClock()
        consuming = Consuming(settings, "alert", ["hits"], handle, publisher=publisher, clock=clock)
        await asyncio.wait_for(consuming.run(), SECONDS)
    balance = _gathered(settings, tmp_path)["alert"]
    assert (balance.taken, balance.done, balance.dropped, balance.dead) == (10, 8, {"known": 1}, 1)
    assert balance.balanced


def _gathered(settings: Settings, folder: Path) -> dict[str, Balance]:
    with open_store(folder, SystemClock()) as store:
        with store.database.write() as tx:
            for each in records(settings, "accounts"):
                keep_account(tx, each)
        with store.database.read() as connection:
            return totals(connection, SystemClock().now())


@pytest.mark.usefixtures("kafka")
async def test_it_is_told_now_and_then_while_the_process_lives(settings: Settings) -> None:
    clock = ManualClock()
    accounts = Accounts(clock, Registry())
    with Publisher(settings, "test") as publisher:
        accounting = Accounting(accounts, publisher, clock, "index")
        accounts.take("index", START, 3)
        accounting.look()
        await asyncio.sleep(0)
        clock.advance(6)
        accounting.look()
        accounts.done("index", START, 1)
        await accounting.end()
    told = [each.decode(HourAccount) for each in records(settings, "accounts")]
    assert [(each.taken, each.done, each.returned) for each in told] == [(3, 0, 0), (3, 1, 2)]
    assert len({each.id for each in told}) == 1


async def test_the_status_page_has_the_account_of_every_process(
    settings: Settings, kafka: AdminClient, tmp_path: Path
) -> None:
    """Of a worker that is killed as well, and of the one that takes its place."""
    store = unchecked(settings)
    administration.apply(store.connection, store.names, 1)
    store.close()
    articles = news(30)
    publish(settings, [*articles, *articles[:5]])
    first = RunningWorker.start(settings, QUICK)
    try:
        await asyncio.to_thread(until_worked, settings, kafka, first)
        async with served(settings) as address, aiohttp.ClientSession(address) as client:
            before = await _until_taken(client, 35)
            assert before["extract"]["done"] == 30
            assert before["extract"]["dropped"] == {"known": before["extract"]["taken"] - 30}
            assert before["shift"]["taken"] == before["shift"]["done"] > 0
    finally:
        first.kill()
    publish(settings, articles[:3])
    other = RunningWorker.start(settings, QUICK, PARLEY_DATA_DIR=str(tmp_path / "other"))
    try:
        await asyncio.to_thread(until_worked, settings, kafka, other)
        other.stop()
        async with served(settings) as address, aiohttp.ClientSession(address) as client:
            after = await _until_taken(client, 38)
            known = after["extract"]["taken"] - 30
            assert (after["extract"]["done"], after["extract"]["dropped"]) == (30, {"known": known})
            async with client.get("/status") as answer:
                page = await answer.text()
        assert f"known {known}" in page
        assert "No stage has had anything yet" not in page
    finally:
        other.kill()


async def _until_taken(client: aiohttp.ClientSession, number: int) -> dict[str, dict[str, Any]]:
    deadline = time.monotonic() + SECONDS
    while True:
        async with client.get("/api/v1/status") as answer:
            stages = {each["stage"]: each for each in (await answer.json())["stages"]}
        extract = stages.get("extract", {})
        # After a rebalance some come again, and count again.
        if extract.get("taken", 0) >= number and extract.get("missing") == 0:
            return stages
        assert time.monotonic() < deadline, stages
        await asyncio.sleep(0.2)
