"""The alert role on a real Kafka: nothing lost and nothing told twice, with its file or without."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from ingest.decide.health import FeedMemory
from ingest.kafka.notes import FeedNote, feed_key
from parley.cluster.alert import alert
from parley.cluster.roles import Role
from parley.cluster.store import FILE, open_store
from parley.local.store import LocalStore
from parley.watches import on_operations
from runtime.clock import SystemClock
from runtime.kafka import KafkaFailure, Passing, Publisher, headers_of
from runtime.kafka.tailing import Tail
from runtime.metrics import Registry
from runtime.settings import Settings
from runtime.sqlite import StorageError, Writer
from search.alerts.finding import Wanted
from search.alerts.kafka.book import WatchBook
from search.alerts.kafka.desk import ClusterDesk
from search.alerts.kafka.following import Following
from search.alerts.kafka.publishing import Entries
from search.alerts.kafka.taking import Taking
from search.alerts.local.desk import AlertDesk
from search.alerts.local.watches import Changed, NameTaken
from search.alerts.matching import Matcher
from search.alerts.meeting import meetings
from search.alerts.targets import Target
from search.index import Document
from tests.cluster.roles import environment_of, role_at_work
from tests.fakes.documents import shift
from tests.fakes.office import OTHER, SECRET, Receiver, receiving, until
from tests.fakes.topics import everything
from tests.fakes.watches import rule
from wire import Watch, codec

pytestmark = pytest.mark.usefixtures("kafka")
LONG_AGO = datetime.now(UTC) - timedelta(days=9)


@contextmanager
def desk_of(settings: Settings, name: str = "console") -> Iterator[ClusterDesk]:
    """A desk with a file of its own, as a console on another machine has it."""
    with (
        open_store(settings.data_dir / name, SystemClock()) as store,
        closing(Following(settings, store.database, SystemClock().now)) as following,
        Publisher(settings, "console") as publisher,
    ):
        yield ClusterDesk(store.database, store.alerts, following, lambda: publisher)


def tell(settings: Settings, watches: list[Watch], *documents: Document) -> None:
    """What the index role would produce of these documents."""
    with closing(Matcher(watches)) as matcher, Publisher(settings, "index") as publisher:
        for each in documents:
            stamps = {each.id: {"stored": datetime.now(UTC)}}
            known = {watch.id: watch for watch in watches}
            for met in meetings([each], matcher.match([each]), known, stamps):
                publisher.send("hits", met.key, codec.encode(met), headers_of("hit")).result(20)


def at_work(settings: Settings) -> AbstractAsyncContextManager[Role]:
    """An alert role; what ends it early is raised."""
    return role_at_work("alert", alert, settings)


@pytest.fixture
async def receivers() -> AsyncIterator[tuple[int, dict[str, Receiver]]]:
    async with receiving("desk", "other") as found:
        yield found


@pytest.fixture
def prepared(
    settings: Settings, receivers: tuple[int, dict[str, Receiver]]
) -> tuple[Settings, list[Watch]]:
    """Settings that may reach the receivers, with two targets and a watch on every shift."""
    port = receivers[0]
    ours = replace(settings, allowed_private_hosts=(f"127.0.0.1:{port}",))
    with desk_of(ours) as desk:
        for name in ("desk", "other"):
            url = f"http://127.0.0.1:{port}/{name}"
            desk.put_target(Target(name=name, url=url, secret=SECRET))
        watch = desk.keep(rule("w", targets=("desk", "other"), created_at=LONG_AGO))
    return ours, [watch]


def ids_of(receiver: Receiver) -> list[str]:
    return [headers["webhook-id"] for headers, _ in receiver.got]


def opened(settings: Settings) -> LocalStore:
    return open_store(settings.data_dir, SystemClock())


async def test_a_lost_file_tells_nothing_twice_and_loses_nothing(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, watches = prepared
    got, other = receivers[1]["desk"], receivers[1]["other"]
    now = datetime.now(UTC)
    async with at_work(settings):
        await asyncio.to_thread(tell, settings, watches, shift("x", at=now))
        await until(lambda: len(got.got) == 1 and len(other.got) == 1)
        other.status = 503
        await asyncio.to_thread(tell, settings, watches, shift("y", at=now, party="Syldavia"))
        await until(lambda: len(got.got) == 2 and len(other.got) == 2)
    (settings.data_dir / FILE).unlink()
    for each in settings.data_dir.glob(f"{FILE}-*"):
        each.unlink()
    first = shift("x", at=now)
    confirmed = msgspec.structs.replace(first, version=2, status="confirmed")
    async with at_work(settings):
        await asyncio.to_thread(tell, settings, watches, confirmed)
        await until(lambda: len(got.got) == 3)
    assert got.types == ["alert.new", "alert.new", "alert.confirmed"]
    assert len(set(ids_of(got))) == 3
    with opened(settings) as store:
        desk = AlertDesk(store.database, store.alerts)
        assert len(list(desk.every_alert(Wanted()))) == 2
        assert desk.account(watches[0].id).balanced
        told = desk.told([each.id for each in desk.alerts(Wanted(), 9).alerts])
    # What waits for the target that was down is not lost with the file.
    waiting = [each for row in told.values() for each in row if each.state == "waiting"]
    assert {each.target for each in waiting} == {"other"}
    assert [each.attempts >= 1 for each in waiting if each.version == 1] == [True]


async def test_killed_between_sending_and_recording_it_is_the_same_message(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    """The receiver can tell by the id that it has it already; nobody else is told again."""
    settings, watches = prepared
    got, other = receivers[1]["desk"], receivers[1]["other"]
    got.hangs.clear()
    process = started(settings)
    try:
        await asyncio.to_thread(tell, settings, watches, shift("x", at=datetime.now(UTC)))
        await until(lambda: len(got.got) == 1 and len(other.got) == 1, 60)
        with opened(settings) as store:
            await until(lambda: store.alerts.waiting()["due"] == 1)
    finally:
        process.kill()
        process.wait()
    got.hangs.set()
    async with at_work(settings):
        await until(lambda: len(got.got) == 2, 60)
        with opened(settings) as store:
            await until(lambda: store.alerts.waiting() == {"due": 0, "held": 0})
    assert len(set(ids_of(got))) == 1
    assert len(other.got) == 1


def started(settings: Settings) -> subprocess.Popen[bytes]:
    """`parley alert` as a process of its own."""
    command = [sys.executable, "-m", "parley.main", "alert"]
    return subprocess.Popen(command, env=environment_of(settings), stderr=subprocess.DEVNULL)


async def test_a_console_elsewhere_has_what_the_role_has(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, watches = prepared
    async with at_work(settings):
        await asyncio.to_thread(tell, settings, watches, shift("x", at=datetime.now(UTC)))
        await until(lambda: len(receivers[1]["desk"].got) == 1)
    with opened(settings) as store, desk_of(settings) as desk:
        desk.refresh()
        own = AlertDesk(store.database, store.alerts)
        assert list(desk.every_alert(Wanted())) == list(own.every_alert(Wanted())) != []
        (alert_,) = desk.every_alert(Wanted())
        assert desk.told([alert_.id]) == own.told([alert_.id])
        assert desk.steps([alert_.id]) == own.steps([alert_.id])
        assert desk.account(watches[0].id) == own.account(watches[0].id)


async def test_a_second_role_stands_by_and_takes_over(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, watches = prepared
    got, now = receivers[1]["desk"], datetime.now(UTC)
    second = replace(settings, data_dir=settings.data_dir / "second")
    async with at_work(second) as standing:
        async with at_work(settings):
            await asyncio.to_thread(tell, settings, watches, shift("x", at=now))
            await until(lambda: len(got.got) == 1)
        await asyncio.to_thread(tell, settings, watches, shift("y", at=now, party="Syldavia"))
        await until(lambda: len(got.got) == 2)
        assert standing.health.ready()
    assert len(set(ids_of(got))) == 2


async def test_what_is_no_hit_is_a_dead_letter_and_holds_up_nothing(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, watches = prepared
    with Publisher(settings, "index") as publisher:
        publisher.send("hits", "owner:", b"no json", headers_of("hit")).result(20)
        empty = msgspec.json.encode({"id": "2026-05-x", "owner": ""})
        publisher.send("hits", "owner:", empty, headers_of("hit")).result(20)
    tell(settings, watches, shift("x", at=datetime.now(UTC)))
    async with at_work(settings):
        await until(lambda: len(receivers[1]["desk"].got) == 1)
    letters = everything(settings, "dead-letters")
    assert sorted(each.value for each in letters if each.value) != []
    assert len({each.key for each in letters}) == 2


async def test_removing_a_watch_ends_what_waits_for_it(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, watches = prepared
    for each in receivers[1].values():
        each.status = 503
    async with at_work(settings):
        await asyncio.to_thread(tell, settings, watches, shift("x", at=datetime.now(UTC)))
        await until(lambda: len(receivers[1]["desk"].got) == 1)
        with desk_of(settings) as desk:
            await asyncio.to_thread(desk.keep, msgspec.structs.replace(watches[0], removed=True))
        with opened(settings) as store:
            await until(lambda: store.alerts.waiting() == {"due": 0, "held": 0})
            (row,) = (
                AlertDesk(store.database, store.alerts)
                .told([each.id for each in store.alerts.alerts()])
                .values()
            )
    assert {(each.state, each.why) for each in row} == {("suppressed", "watch_removed")}


def test_watches_are_kept_once_and_by_whoever_was_first(settings: Settings) -> None:
    with desk_of(settings, "one") as one, desk_of(settings, "two") as two:
        kept = one.keep(rule("w", owner="anna"), 0)
        assert kept.version == 1
        with pytest.raises(Changed):
            two.keep(rule("w", owner="anna"), 0)
        with pytest.raises(NameTaken):
            two.keep(msgspec.structs.replace(kept, id="2026-05-other"))
        newer = two.keep(msgspec.structs.replace(kept, query="river"), 1)
        with pytest.raises(Changed):
            one.keep(msgspec.structs.replace(kept, query="sea"), 1)
        one.refresh()
        assert one.watches() == two.watches() == [newer]


def test_of_two_changes_at_once_the_first_stands(settings: Settings) -> None:
    """The second has read before the first was written, and finds it when he reads back."""
    with desk_of(settings, "one") as one, desk_of(settings, "two") as two:
        kept = one.keep(rule("w"))
        two.refresh()
        sending = two._send

        def late(watch: Watch) -> object:
            two._send = sending  # type: ignore[method-assign]
            one.keep(msgspec.structs.replace(kept, query="first"), 1)
            return sending(watch)

        two._send = late  # type: ignore[method-assign, assignment]
        with pytest.raises(Changed):
            two.keep(msgspec.structs.replace(kept, query="second"), 1)
        with desk_of(settings, "three") as three:
            three.refresh()
            one.refresh()
            assert {each.query for desk in (one, two, three) for each in desk.watches()} == {
                "first"
            }


def test_a_book_of_watches_follows(settings: Settings) -> None:
    with desk_of(settings) as desk, Tail(settings, "index", ["watches"]) as tail:
        book = WatchBook(tail)
        first = desk.keep(rule("w"))
        book.catch_up()
        assert list(book.watches.values()) == [first]
        assert not book.update()
        desk.keep(msgspec.structs.replace(first, removed=True))
        book.catch_up()
        assert not book.watches
        assert book.generation == 2


def test_a_target_is_forgotten_everywhere(settings: Settings) -> None:
    with desk_of(settings, "one") as one, desk_of(settings, "two") as two:
        one.put_target(Target(name="desk", url="https://desk.example/hook", secret=SECRET))
        two.refresh()
        assert [each.name for each in two.targets()] == ["desk"]
        two.remove_target("desk")
        one.refresh()
        assert one.targets() == []


def test_a_target_that_is_read_again_has_fared_as_before(settings: Settings) -> None:
    """Two programs on one file both follow; only a new definition begins anew."""
    made = Target(name="desk", url="https://desk.example/hook", secret=SECRET)
    with desk_of(settings, "one") as one:
        one.put_target(made)
        with opened(replace(settings, data_dir=settings.data_dir / "one")) as store:
            with store.database.write() as tx:
                store.alerts.put_target(tx, msgspec.structs.replace(made, gone=True))
                tx.execute("DELETE FROM followed")
            with desk_of(settings, "one") as again:
                again.refresh()
                assert [each.gone for each in again.targets()] == [True]
                again.put_target(msgspec.structs.replace(made, secret=OTHER))
                assert [each.gone for each in again.targets()] == [False]


def test_without_topics_the_remedy_is_said(settings: Settings) -> None:
    other = replace(settings, prefix=f"{settings.prefix}-none")
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    with pytest.raises(KafkaFailure, match="parley topics apply"), desk_of(other):
        pass


async def test_what_is_older_than_the_retention_is_forgotten_everywhere(
    prepared: tuple[Settings, list[Watch]],
) -> None:
    settings, watches = prepared
    old = shift("x", at=datetime(2024, 2, 1, tzinfo=UTC))
    with desk_of(settings, "elsewhere") as desk:
        async with at_work(settings):
            await asyncio.to_thread(tell, settings, watches, old)
            await until(lambda: refreshed(desk) == 1)
        async with at_work(replace(settings, retention_months=1)):
            await until(lambda: refreshed(desk) == 0)
        assert desk.account(watches[0].id).matched == 1


async def test_operators_are_told_of_a_silent_feed(
    prepared: tuple[Settings, list[Watch]], receivers: tuple[int, dict[str, Receiver]]
) -> None:
    settings, now = prepared[0], datetime.now(UTC)
    with desk_of(settings) as desk:
        desk.keep(on_operations("night", ["desk"], LONG_AGO))
    newest = now - timedelta(days=2)
    note = FeedNote(
        feed=FeedMemory(
            url="https://gazette.example/feed",
            title="The Gazette",
            last_success_at=now,
            last_new_at=newest,
        ),
        hours=tuple(newest - timedelta(hours=hour) for hour in range(24 * 21)),
    )
    with Publisher(settings, "ingest") as publisher:
        key = feed_key(note.feed.url)
        publisher.send("feeds", key, codec.encode(note), headers_of("feed")).result(20)
    async with at_work(settings):
        await until(lambda: len(receivers[1]["desk"].got) == 1)
    assert b"silent: The Gazette" in receivers[1]["desk"].got[0][1]


def refreshed(desk: ClusterDesk) -> int:
    """How many alerts a desk elsewhere has by now."""
    desk.refresh()
    return len(list(desk.every_alert(Wanted())))


async def test_a_full_disk_is_waited_out(settings: Settings) -> None:
    """Nothing is rejected and nothing counts as read while nothing can be stored."""

    async def full(work: object) -> None:
        raise StorageError("full", settings.data_dir / FILE)

    async def nothing() -> None:
        return None

    with opened(settings) as store:
        taking = Taking(
            store.database,
            full,
            now=SystemClock().now,
            catch_up=nothing,
            publish=nothing,
        )
        tell(settings, [rule("w")], shift("x"))
        with pytest.raises(Passing, match="full"):
            await taking(everything(settings, "hits"))


def test_what_this_program_cannot_read_is_left_aside(settings: Settings) -> None:
    """A newer Parley may have written it: the rest is followed."""
    newer = b'{"id":"w","schema":99}'
    with Publisher(settings, "newer") as publisher:
        for topic in ("watches", "targets", "alerts"):
            publisher.send(topic, "w", newer, headers_of("watch")).result(20)
        publisher.send("alerts", "gone", None).result(20)
    with desk_of(settings) as desk, Tail(settings, "index", ["watches"]) as tail:
        desk.refresh()
        kept = desk.keep(rule("x"))
        assert desk.watches() == [kept]
        assert desk.targets() == []
        book = WatchBook(tail)
        book.catch_up()
        assert list(book.watches) == ["x"]


async def test_an_entry_that_is_too_large_holds_up_nothing(settings: Settings) -> None:
    with opened(settings) as store, Publisher(settings, "alert") as publisher:
        writer = Writer(store.database)
        with store.database.write() as tx:
            for day in range(200_000):
                tx.execute(
                    "INSERT INTO watch_days VALUES ('w', ?, 'matched', 'x', 1)", (f"{day:040}",)
                )
        registry = Registry()
        entries = Entries(store.database, publisher, writer.write, registry)
        assert await entries.publish() == 1
        assert await entries.publish() == 0
        writer.close()
    assert everything(settings, "alerts") == []
