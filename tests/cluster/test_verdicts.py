"""Readers' verdicts in the cluster make of shifts what they make of them in the local shell."""

import asyncio
import dataclasses
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import aiohttp
import pytest
from confluent_kafka.admin import AdminClient

from parley.cluster.index import index
from parley.cluster.roles import Role
from parley.cluster.store import open_store
from runtime.clock import SystemClock
from runtime.kafka import Publisher
from runtime.settings import Settings
from search.alerts.kafka.following import Following
from search.index.elastic import administration, unchecked
from search.verdicts.kafka import SentVerdicts, keep_verdict
from search.verdicts.local import Verdicts
from tests.cluster.newswork import (
    QUICK,
    RunningWorker,
    letters,
    news,
    of_the_local_shell,
    publish,
    records,
    told,
    until_worked,
)
from tests.cluster.test_console_role import served
from tests.fakes.documents import shift as a_shift
from wire import Shift, Verdict

SECONDS = 60.0
WHO = ("first", "second")


@contextmanager
def at_a_console(settings: Settings, folder: Path) -> Iterator[SentVerdicts]:
    """Verdicts as a console with its file in `folder` gives them."""
    clock = SystemClock()
    with ExitStack() as stack:
        store = stack.enter_context(open_store(folder, clock))
        following = Following(settings, store.database, clock.now, also={"verdicts": keep_verdict})
        stack.callback(following.close)
        publisher = stack.enter_context(Publisher(settings, "console"))
        following.catch_up()
        yield SentVerdicts(store.database, clock, following, lambda: publisher)


def three_of(settings: Settings) -> list[Shift]:
    """Three shifts that stand, the first two provisional."""
    found = [row for (kind, _), row in told(settings).items() if kind == "shift"]
    ordered = sorted(found, key=lambda each: (each.status != "provisional", each.id))
    return [each for each in ordered if isinstance(each, Shift)][:3]


def test_shifts_end_as_in_the_local_shell_whatever_is_killed(
    settings: Settings, kafka: AdminClient, workers: list[RunningWorker], tmp_path: Path
) -> None:
    articles = news()
    publish(settings, articles[:-20])
    workers.append(RunningWorker.start(settings, QUICK))
    until_worked(settings, kafka, workers[0])
    gone, right, doubted = three_of(settings)

    def judge(verdicts: Verdicts) -> None:
        verdicts.give(gone, "right", "Anna")
        verdicts.give(gone, "not-a-shift", "Anna")
        verdicts.give(right, "right", "Bert")
        verdicts.give(doubted, "wrong", "Anna")

    with at_a_console(settings, tmp_path / "console") as verdicts:
        judge(verdicts)
        until_worked(settings, kafka, workers[0])
        standing = told(settings)
        assert ("shift", gone.id) not in standing
        assert standing["shift", right.id].status == "confirmed"
        assert ("shift", doubted.id) not in standing
        # Whoever takes its place on another machine has the verdicts from the changelog.
        workers[0].kill()
        publish(settings, articles[-20:])
        other = RunningWorker.start(settings, QUICK, PARLEY_DATA_DIR=str(tmp_path / "other"))
        workers.append(other)
        until_worked(settings, kafka, other)
        expected = of_the_local_shell(tmp_path / "judged", articles, quick=True, judge=judge)
        assert told(settings) == expected
        for each in (gone, right, doubted):
            for reader in ("Anna", "Bert"):
                verdicts.take_back(each.id, reader)
        until_worked(settings, kafka, other)
    assert told(settings) == of_the_local_shell(tmp_path / "without", articles, quick=True)
    assert letters(settings) == []
    because = {each.about.because for each in records(settings, "shifts") if not each.about.article}
    assert because == {"a reader's verdict"}


@pytest.mark.usefixtures("kafka")
def test_every_console_has_every_verdict_and_a_lost_file_is_made_anew(
    settings: Settings, tmp_path: Path
) -> None:
    one = a_shift("x")
    with (
        at_a_console(settings, tmp_path / "one") as first,
        at_a_console(settings, tmp_path / "two") as second,
    ):
        first.give(one, "wrong", "Anna", "the harbour")
        # It has not read what the other has sent; the step is taken from there all the same.
        second.give(one, "right", "Anna")
        second.give(one, "right", "Anna")
        assert not second.revise(one.id, "wrong", "Anna"), "a shift is not gone by that"
        first.give(one, "wrong", "Anna")
        assert second.revise(one.id, "not-a-shift", "Anna")
        first.take_back(one.id, "Anna")
        first.take_back(one.id, "Anna")
        told_of = first.history()
    sent = [each.decode(Verdict) for each in records(settings, "verdicts")]
    assert told_of == sent
    assert [(each.version, each.judgement, each.removed) for each in sent] == [
        (1, "wrong", False),
        (2, "right", False),
        (3, "wrong", False),
        (4, "not-a-shift", False),
        (5, "not-a-shift", True),
    ]
    with at_a_console(settings, tmp_path / "new machine") as third:
        assert third.history() == sent
        assert third.all() == []


@pytest.mark.usefixtures("kafka")
def test_two_at_the_same_moment_lose_nothing(settings: Settings, tmp_path: Path) -> None:
    """Both have read the same and send the same version: one of them takes the step again."""
    one = a_shift("x")

    async def both(first: Verdicts, second: Verdicts) -> None:
        for n in range(5):
            await asyncio.gather(
                asyncio.to_thread(first.give, one, "wrong", "desk", f"first {n}"),
                asyncio.to_thread(second.give, one, "right", "desk", f"second {n}"),
            )

    with (
        at_a_console(settings, tmp_path / "one") as first,
        at_a_console(settings, tmp_path / "two") as second,
    ):
        asyncio.run(both(first, second))
        first.give(a_shift("y"), "right", "desk")
        second.give(a_shift("y"), "wrong", "desk")
        first.take_back(a_shift("y").id, "desk")
        assert first.history(one.id) == second.history(one.id)
        kept = first.history(one.id)
    assert [each.version for each in kept] == list(range(1, len(kept) + 1))
    assert {each.note for each in kept} == {f"{who} {n}" for who in WHO for n in range(5)}


async def test_the_whole_way_from_a_page_to_the_page(
    settings: Settings, kafka: AdminClient, workers: list[RunningWorker]
) -> None:
    store = unchecked(settings)
    administration.apply(store.connection, store.names, 1)
    store.close()
    publish(settings, news(40))
    workers.append(RunningWorker.start(settings, QUICK))
    await asyncio.to_thread(until_worked, settings, kafka, workers[0])
    judged = three_of(settings)[0]
    own = dataclasses.replace(settings, data_dir=settings.data_dir / "index")
    role = Role("index", own, SystemClock())
    indexing = asyncio.create_task(index(role))
    try:
        async with served(settings) as address, aiohttp.ClientSession(address) as client:
            await _until_answer(client, judged, 200)
            verdict = f"/api/v1/shifts/{judged.id}/verdicts/anna"
            async with client.put(verdict, json={"judgement": "wrong"}) as answer:
                assert answer.status == 200, await answer.text()
            await _until_answer(client, judged, 404)
            await _until_said(client, judged, "a reader&#39;s verdict")
            async with client.delete(verdict) as answer:
                assert answer.status == 204, await answer.text()
            await _until_answer(client, judged, 200)
    finally:
        role.stopping.set()
        await asyncio.wait_for(indexing, SECONDS)


async def _until_answer(client: aiohttp.ClientSession, shift: Shift, status: int) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            async with client.get(f"/api/v1/shifts/{shift.id}") as answer:
                if answer.status == status:
                    return
            await asyncio.sleep(0.1)


async def _until_said(client: aiohttp.ClientSession, shift: Shift, words: str) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            async with client.get(f"/shifts/{shift.id}") as answer:
                if words in await answer.text():
                    return
            await asyncio.sleep(0.1)
