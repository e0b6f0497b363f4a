"""Receivers that hang, leave, show bad certificates; clocks set back; watches that go meanwhile."""

import json
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import trustme
from aiohttp import web
from standardwebhooks.webhooks import Webhook

from runtime.sqlite import StorageError
from search.alerts.retrying import wait
from search.alerts.targets import in_words
from tests.fakes.clock import ManualClock
from tests.fakes.office import SECRET, Office, Receiver, until

MANY = 25


async def test_the_healthy_gets_all_while_another_hangs(
    office: Office, desk: Receiver, other: Receiver
) -> None:
    """By order, not by time: the one that hangs is let go only when the other has everything."""
    office.target("desk")
    office.target("other")
    office.watch("desk", "other")
    desk.hangs.clear()
    office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(MANY)))
    office.courier.look()
    await until(lambda: len(other.got) == MANY)
    assert len(desk.got) == 1
    desk.hangs.set()
    await office.deliver()
    assert len(desk.got) == len(other.got) == MANY
    assert set(office.states()) == {"delivered"}


async def test_410_disables_a_target_and_the_listing_says_so(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(MANY)))
    desk.status = 410
    await office.deliver()
    await office.deliver()
    assert len(desk.got) == 1
    assert office.states() == ["failed"] * MANY
    assert "disabled: the receiver answered 410" in in_words(office.desk(), office.clock.now())
    assert office.alerts.accounts()["w"].failed == MANY
    office.target("desk")  # added anew
    desk.status = 200
    office.take(office.now("late", party="Late"))
    await office.deliver()
    assert office.states().count("delivered") == 1


@pytest.fixture
async def expired() -> AsyncIterator[tuple[int, ssl.SSLContext]]:
    """A receiver whose certificate ran out yesterday, and who trusts its maker."""
    authority = trustme.CA()
    serving, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    authority.issue_cert("127.0.0.1", not_after=yesterday).configure_cert(serving)
    authority.configure_trust(trusting)
    app = web.Application()
    app.router.add_post("/desk", Receiver().take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving).start()
    yield runner.addresses[0][1], trusting
    await runner.cleanup()


async def test_an_expired_certificate_is_said_to_be_one(
    tmp_path: Path, expired: tuple[int, ssl.SSLContext]
) -> None:
    port, trusting = expired
    office = Office(tmp_path, port, ManualClock(datetime.now(UTC)), trusting)
    office.target("desk", f"https://127.0.0.1:{port}/desk")
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    assert office.states() == ["waiting"]
    assert "certificate has expired" in in_words(office.desk(), office.clock.now())
    await office.close()


async def test_no_secret_of_a_webhooks_address_is_listed_or_logged(
    office: Office, desk: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    office.target("desk", f"http://127.0.0.1:{office.port}/hooks/T0pS3cretT0pS3cret?key=hunter22")
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    listed = f"{office.desk().shown} {in_words(office.desk(), office.clock.now())}"
    assert "404" in listed
    for text in (listed, caplog.text):
        assert "T0pS3cret" not in text
        assert "hunter22" not in text
        assert SECRET not in text


async def test_what_was_sent_and_cannot_be_recorded_is_not_sent_again_and_again(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    write, full = office.write, True

    async def on_a_full_disk(work: object) -> None:
        if full:
            raise StorageError("full", office.database.path)
        await write(work)  # type: ignore[arg-type]

    office.courier = office.made(write=on_a_full_disk)
    office.courier.look()
    await until(lambda: office.clock.sleeping)
    office.courier.look()
    office.courier.look()
    full = False
    office.clock.advance(60)
    await office.deliver()
    assert len(desk.got) == 1
    assert office.states() == ["delivered"]


async def test_a_clock_set_back_delays_nothing(office: Office, desk: Receiver) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    office.clock.advance(-7200)
    await office.deliver()
    assert office.states() == ["delivered"]
    # What comes in now is news for a watch that was made later, by that clock.
    with office.database.write() as tx:
        (mine,) = office.alerts.watches()
        early = msgspec.structs.replace(mine, created_at=office.clock.now() + timedelta(hours=1))
        office.alerts.put(tx, early)
    office.take(office.now("y", party="Borduria"))
    await office.deliver()
    assert len(desk.got) == 2


async def test_a_retry_planned_by_a_wrong_clock_is_made(office: Office, desk: Receiver) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    desk.status = 500
    office.clock.advance(86400 * 400)
    for _ in range(6):
        await office.deliver()
        office.clock.advance(wait(6, 1).total_seconds())
    desk.status = 200
    office.clock.advance(-86400 * 400)
    await office.deliver()
    assert office.states() == ["delivered"]


async def test_a_watch_removed_while_its_message_is_under_way(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"), office.now("y", party="Borduria"))
    desk.hangs.clear()
    office.courier.look()
    await until(lambda: desk.got)
    (mine,) = office.alerts.watches()
    with office.database.write() as tx:
        office.alerts.put(tx, msgspec.structs.replace(mine, removed=True))
    desk.hangs.set()
    await office.deliver()
    assert len(desk.got) == 1
    assert sorted(office.states()) == ["delivered", "suppressed"]
    account = office.alerts.accounts()["w"]
    assert (account.delivered, account.suppressed) == (1, {"watch_removed": 1})
    assert account.balanced


async def test_what_another_watch_wants_as_well_is_sent_when_one_is_removed(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk", name="first")
    office.watch("desk", name="second", party="Ruritania")
    office.take(office.now("x"), office.now("y", party="Borduria"))
    first = next(each for each in office.alerts.watches() if each.name == "first")
    with office.database.write() as tx:
        office.alerts.put(tx, msgspec.structs.replace(first, removed=True))
    await office.deliver()
    ((_, body),) = desk.got
    data = json.loads(body)["data"]
    assert (data["watch"], data["alert"]["shift"]["party"]) == ("second", "Ruritania")
    assert all(each.balanced for each in office.alerts.accounts().values())


async def test_a_thousand_alerts_at_once_are_a_few_messages(office: Office, desk: Receiver) -> None:
    office.target("desk")
    office.watch("desk")
    office.courier = office.made(per_hour=10)
    office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(1000)))
    await office.deliver()
    assert desk.types == ["alert.new"] * 10
    office.clock.advance(3600)
    await office.deliver()
    assert desk.types[10:] == ["alerts.digest"] * 10
    assert max(len(body) for _, body in desk.got) < 1_000_000
    told = [each for _, body in desk.got[10:] for each in json.loads(body)["data"]["alerts"]]
    assert len({each["alert"]["id"] for each in told}) == 990
    assert len({headers["webhook-id"] for headers, _ in desk.got}) == 20
    account = office.alerts.accounts()["w"]
    assert (account.delivered, account.balanced) == (1000, True)


async def test_a_huge_alert_of_broken_text_arrives_and_verifies(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    long = "\ud800\u202e“🕊\x1b[2J” " * 20_000
    long = long.encode("utf-8", "replace").decode()
    office.take(office.now("x", after=long, why=long))
    await office.deliver()
    ((headers, body),) = desk.got
    message = Webhook(SECRET).verify(body, headers)["data"]["message"]
    assert len(message["after"]["words"]) < 700
    assert "\u202e" not in json.dumps(message, ensure_ascii=False)
