"""Messages reach a real receiver once, signed; what can't be delivered is seen to have failed."""

import asyncio
import json
from datetime import datetime

import feedparser
import msgspec
import pytest
from standardwebhooks.webhooks import Webhook

from search.alerts import atom
from search.alerts.finding import Wanted
from search.alerts.local import AlertDesk
from search.alerts.retrying import GIVE_UP, OPENS_AFTER, wait
from search.alerts.targets import OVERLAP, in_words, rotated
from tests.fakes.office import OTHER, SECRET, Office, Receiver


async def test_a_receiver_verifies_what_it_gets_with_the_standard_library_of_webhooks(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    ((headers, body),) = desk.got
    message = Webhook(SECRET).verify(body, headers)
    alert = message["data"]["alert"]
    assert message["type"] == "alert.new"
    assert headers["webhook-id"] == f"{alert['id']}.1"
    assert alert["shift"]["to"]["quote"] == "No talks today"
    assert office.states() == ["delivered"]
    assert office.alerts.accounts()["w"].delivered == 1
    with pytest.raises(Exception, match="signature"):
        Webhook(OTHER).verify(body, headers)


async def test_both_secrets_are_good_for_a_day_after_a_rotation(
    office: Office, desk: Receiver
) -> None:
    fresh = rotated(office.target("desk"), OTHER, office.clock.now())
    with office.database.write() as tx:
        office.alerts.put_target(tx, fresh)
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    ((headers, body),) = desk.got
    assert Webhook(SECRET).verify(body, headers) == Webhook(OTHER).verify(body, headers)
    assert fresh.secrets(office.clock.now() + OVERLAP) == (OTHER,)


async def test_a_kill_between_sending_and_recording_sends_the_same_once_more(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    desk.hangs.clear()
    office.courier.look()
    while not desk.got:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await office.courier.close()  # the message has arrived, the record was never made
    desk.hangs.set()
    office.courier = office.made()
    await office.deliver()
    await office.deliver()
    keys = [headers["webhook-id"] for headers, _ in desk.got]
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert office.states() == ["delivered"]


@pytest.mark.parametrize("status", [500, 302, 400])
async def test_what_fails_is_tried_again_and_after_a_day_has_failed(
    office: Office, desk: Receiver, status: int
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    desk.status = status
    await office.deliver()
    await office.deliver()
    assert len(desk.got) == 1
    assert str(status) in in_words(office.desk(), office.clock.now())
    office.clock.advance(wait(1, 0.5).total_seconds() + 1)
    await office.deliver()
    assert len(desk.got) == 2
    office.clock.advance(GIVE_UP.total_seconds())
    await office.deliver()
    assert office.states() == ["failed"]
    assert office.alerts.accounts()["w"].failed == 1
    assert office.alerts.accounts()["w"].balanced


async def test_a_failing_target_is_left_alone_and_comes_back(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(OPENS_AFTER + 3)))
    desk.status = 503
    for _ in range(OPENS_AFTER + 3):
        await office.deliver()
    assert len(desk.got) == OPENS_AFTER
    assert "tried again at" in in_words(office.desk(), office.clock.now())
    desk.status = 200
    office.clock.advance(7200)
    await office.deliver()
    assert set(office.states()) == {"delivered"}
    assert in_words(office.desk(), office.clock.now()) == "well"


async def test_a_receiver_that_wants_nothing_any_more_gets_nothing(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"), office.now("y", party="Borduria"))
    desk.status = 410
    await office.deliver()
    await office.deliver()
    assert len(desk.got) == 1
    assert office.states() == ["failed", "failed"]
    assert "410" in in_words(office.desk(), office.clock.now())


async def test_a_target_that_hangs_delays_no_other(
    office: Office, desk: Receiver, other: Receiver
) -> None:
    office.target("desk")
    office.target("other")
    office.watch("desk", "other")
    desk.hangs.clear()
    office.take(office.now("x"))
    office.courier.look()
    async with asyncio.timeout(2):
        while office.states() != ["waiting", "delivered"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert (len(desk.got), len(other.got)) == (1, 1)


async def test_private_addresses_are_refused_unless_allowed(office: Office) -> None:
    office.target("desk", "http://127.0.0.1:9/inner")
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    assert "refused_address" in office.desk().last_error
    assert office.states() == ["waiting"]


async def test_a_digest_is_one_message_and_what_exceeds_the_cap_is_summed_up(
    office: Office, desk: Receiver
) -> None:
    office.target("desk")
    office.watch("desk")
    office.courier = office.made(per_hour=2)
    office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(6)))
    await office.deliver()
    assert desk.types == ["alert.new", "alert.new"]
    office.clock.advance(3600)
    await office.deliver()
    assert desk.types[2:] == ["alerts.digest"]
    assert len(json.loads(desk.got[2][1])["data"]["alerts"]) == 4
    assert office.alerts.accounts()["w"].delivered == 6


async def test_a_removed_target_gets_nothing(office: Office, desk: Receiver) -> None:
    office.target("desk")
    office.watch("desk")
    office.take(office.now("x"))
    with office.database.write() as tx:
        office.alerts.remove_target(tx, "desk")
    office.take(office.now("y", party="Borduria"))
    await office.deliver()
    assert desk.got == []
    assert office.states() == ["suppressed", "suppressed"]
    assert office.alerts.accounts()["w"].suppressed == {"target_removed": 2}


async def test_an_atom_entry_is_dated_anew_when_its_alert_is_retracted(office: Office) -> None:
    office.watch()
    shift = office.now("x")
    office.take(shift)
    began = office.clock.now()
    office.clock.advance(3600)
    office.take(msgspec.structs.replace(shift, version=2, removed=True))
    (watch,) = office.alerts.watches()
    desk = AlertDesk(office.database, office.alerts)
    found = desk.alerts(Wanted(watch_id="w"), 10).alerts
    steps = desk.steps([each.id for each in found])
    (entry,) = feedparser.parse(atom.feed(watch, found, steps, office.clock.now())).entries
    assert "retracted" in entry.title
    assert datetime.fromisoformat(entry.updated) > began


async def test_the_atom_feed_is_read_by_feedparser(office: Office) -> None:
    office.watch()
    nasty = msgspec.structs.replace(office.now("x"), why="<script>\x00 & \ufffe", party="R\x07")
    office.take(nasty, office.now("y", party="Borduria"))
    (watch,) = office.alerts.watches()
    desk = AlertDesk(office.database, office.alerts)
    found = desk.alerts(Wanted(watch_id="w"), 10).alerts
    steps = desk.steps([each.id for each in found])
    written = atom.feed(watch, found, steps, office.clock.now(), "https://desk.example/")
    read = feedparser.parse(written)
    assert not read.bozo
    assert read.feed.title == "Parley: w"
    assert len(read.entries) == 2
    assert {each.title.split()[0] for each in read.entries} == {"R�", "Borduria"}
    assert len({each.id for each in read.entries}) == 2
    (entry,) = (each for each in read.entries if each.title.startswith("Borduria"))
    said = entry.content[0].value
    (alert,) = (each for each in found if each.headline.startswith("Borduria"))
    assert alert.shift is not None
    for words in (
        *(alert.shift.before.quote, alert.shift.after.quote, alert.shift.after.speaker),
        *("On behalf of: Borduria", "hardening", alert.shift.sources[0].outlet),
        *("Why:", "https://desk.example/shifts/"),
    ):
        assert words
        assert words in said
    empty = feedparser.parse(atom.feed(watch, [], {}, office.clock.now()))
    assert (empty.bozo, empty.entries) == (False, [])
