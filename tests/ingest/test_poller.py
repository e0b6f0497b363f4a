import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ingest.feeds import Feed
from ingest.feeds.feed import feed_at
from ingest.local import MIGRATIONS, SqliteFeedState
from ingest.poll import Poller
from ingest.sink import Arrival, Dropped
from ingest.state import SeenMark
from processors.articles import newest
from runtime.http import GuardedClient
from runtime.settings import Settings
from runtime.sqlite import Database, StorageError
from tests.fakes.clock import ManualClock
from tests.fakes.web import Web
from wire import DeadLetter, Outlet

BODY = (
    "The minister said on Tuesday that her country would return to the talks, and that the "
    "delegation had been told to stay for as long as it takes. “We are ready,” she said. "
)
LONG = BODY * 3


def item(
    number: int | str, text: str = LONG, *, title: str = "", when: str = "", link: str = ""
) -> str:
    date = f"<pubDate>{when}</pubDate>" if when else ""
    return (
        f"<item><guid>g{number}</guid><link>{link}</link>"
        f"<title>{title or f'Title {number}'}</title>{date}"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
    )


def summary(number: int, link: str, text: str = "The minister said that talks go on.") -> str:
    return (
        f"<item><guid>g{number}</guid><link>{link}</link><title>Title {number}</title>"
        f"<description>{text}</description></item>"
    )


def rss(*items: str, extra: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
        f"<language>en</language>{extra}{''.join(items)}</channel></rss>"
    )


def page(text: str = LONG) -> str:
    return (
        "<html lang='en'><head><title>A page</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>The talks</h1><p>{text}</p><p>{BODY}</p></article></body></html>"
    )


class MemorySink:
    """Stores what it is given as the local shell would: effects and mark in one transaction."""

    def __init__(self, database: Database, state: SqliteFeedState) -> None:
        self._database = database
        self._state = state
        self.arrivals: list[Arrival] = []
        self.drops: list[Dropped] = []
        self.letters: list[DeadLetter] = []
        self.error: Exception | None = None

    async def arrived(self, arrival: Arrival) -> None:
        if self.error is not None:
            raise self.error
        with self._database.write() as tx:
            self._state.mark_seen(tx, arrival.seen)
        self.arrivals.append(arrival)

    async def dropped(self, dropped: Dropped) -> None:
        self._mark(dropped.seen)
        self.drops.append(dropped)

    async def dead(self, letter: DeadLetter, seen: SeenMark | None) -> None:
        self._mark(seen)
        self.letters.append(letter)

    def _mark(self, seen: SeenMark | None) -> None:
        if seen is not None:
            with self._database.write() as tx:
                self._state.mark_seen(tx, seen)

    @property
    def texts(self) -> list[str]:
        return [arrival.article.text for arrival in self.arrivals]


class Room:
    """A web site, a poller that reads it, and what came of it."""

    def __init__(self, site: Web, database: Database, settings: Settings) -> None:
        self.site = site
        self.clock = ManualClock()
        self.settings = settings
        self.state = SqliteFeedState(database)
        self.sink = MemorySink(database, self.state)
        self.feed = self.feed_of("/feed")
        self.clients: list[GuardedClient] = []

    def feed_of(self, path: str, domain: str = "news.example") -> Feed:
        return Feed(self.site.url(path), Outlet(name="News", domain=domain))

    def poller(self, feeds: Sequence[Feed] | None = None, **changes: Any) -> Poller:
        settings = dataclasses.replace(self.settings, **changes)
        client = GuardedClient(settings, self.clock)
        self.clients.append(client)
        return Poller(
            feeds if feeds is not None else [self.feed],
            client,
            self.state,
            self.sink,
            clock=self.clock,
            chance=lambda: 0.5,
            settings=settings,
        )


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    with Database.open(tmp_path / "x.db", MIGRATIONS) as database:
        async with Web() as site:
            settings = Settings(
                allowed_private_hosts=(site.host,),
                host_spacing_seconds=0.0,
                http_total_seconds=2.0,
                http_idle_seconds=1.0,
            )
            room = Room(site, database, settings)
            yield room
            for client in room.clients:
                await client.close()


async def test_full_entries_become_articles_oldest_first(room: Room) -> None:
    dates = ["Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 09:00:00 GMT"]
    room.site.text(
        "/feed", rss(item(1, when=dates[0]), item(2, when=dates[1], link="https://n.example/2"))
    )
    memory = await room.poller().poll_once(room.feed)
    second, first = (arrival.article for arrival in room.sink.arrivals)
    assert (second.identity, first.identity) == ("guid:g2", "guid:g1")
    assert first.published_at == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert first.published_trusted
    assert first.first_seen_at == first.fetched_at == room.clock.now()
    assert first.outlet.domain == "news.example"
    assert first.feed == room.feed.url
    assert second.url == "https://n.example/2"
    assert "“We are ready,”" in first.text
    assert json.loads(room.sink.arrivals[0].raw_entry)["guid"] == "g2"
    assert memory.failures == 0
    assert memory.last_new_at == room.clock.now()


async def test_nothing_is_told_twice(room: Room) -> None:
    room.site.text("/feed", rss(item(1, when="Sun, 01 Mar 2026 11:00:00 GMT")))
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.site.text("/feed", rss(item(1, when="Sun, 01 Mar 2026 11:55:00 GMT")))
    await poller.poll_once(room.feed)
    again = room.poller()
    await again.poll_once(room.feed)
    assert len(room.sink.arrivals) == 1


async def test_a_changed_text_is_a_revision_with_the_same_id(room: Room) -> None:
    room.site.text("/feed", rss(item(1)))
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.clock.advance(3600)
    room.site.text("/feed", rss(item(1, LONG + " Corrected.")))
    await poller.poll_once(room.feed)
    first, second = (arrival.article for arrival in room.sink.arrivals)
    assert first.id == second.id
    assert second.first_seen_at == first.first_seen_at
    assert second.fetched_at > first.fetched_at
    assert second.text.endswith("Corrected.")


async def test_other_markup_of_the_same_text_is_no_revision(room: Room) -> None:
    room.site.text("/feed", rss(item(1)))
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.site.text("/feed", rss(item(1, f"<span class='x'>{LONG}</span>")))
    await poller.poll_once(room.feed)
    assert len(room.sink.arrivals) == 1


async def test_an_entry_whose_effects_were_not_stored_comes_again(room: Room) -> None:
    room.site.text("/feed", rss(item(1)), ETag='"a"')
    room.sink.error = RuntimeError("killed here")
    with pytest.raises(RuntimeError, match="killed here"):
        await room.poller().poll_once(room.feed)
    assert room.state.entry("news.example", "guid:g1") is None
    room.sink.error = None
    await room.poller().poll_once(room.feed)
    assert len(room.sink.arrivals) == 1


async def test_validators_go_back_exactly_as_received(room: Room) -> None:
    etag, modified = 'W/"odd-é ,x"', "yesterday  at noon"
    room.site.text("/feed", rss(item(1)), ETag=etag, Last_Modified=modified)
    poller = room.poller()
    await poller.poll_once(room.feed)
    memory = await room.poller().poll_once(room.feed)
    assert room.site.asked[-1].headers["If-None-Match"] == etag
    assert room.site.asked[-1].headers["If-Modified-Since"] == modified
    assert memory.status == 304
    assert memory.failures == 0


async def test_summaries_are_completed_from_their_pages(room: Room) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    room.site.html("/a1", page())
    await room.poller().poll_once(room.feed)
    assert "“We are ready,”" in room.sink.texts[0]
    assert "Home" not in room.sink.texts[0]
    assert room.site.count("/robots.txt") == 1


async def test_robots_txt_is_obeyed_for_pages_and_asked_once(room: Room) -> None:
    room.site.text("/robots.txt", "User-agent: *\nDisallow: /private", "text/plain")
    links = [room.site.url(f"/private/{n}") for n in range(3)]
    room.site.text("/feed", rss(*(summary(n, link) for n, link in enumerate(links))))
    await room.poller().poll_once(room.feed)
    assert room.site.count("/robots.txt") == 1
    assert not any(asked.path.startswith("/private") for asked in room.site.asked)
    assert room.sink.texts == ["The minister said that talks go on."] * 3


async def test_robots_txt_that_fails_makes_pages_wait(room: Room) -> None:
    room.site.text("/robots.txt", "", "text/plain", status=503)
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))), ETag='"1"')
    memory = await room.poller().poll_once(room.feed)
    assert room.site.count("/a1") == 0
    assert room.sink.arrivals == []
    assert memory.etag is None


async def test_a_page_that_fails_is_tried_again_and_given_up(room: Room) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))), ETag='"1"')
    room.site.html("/a1", "", status=500)
    poller = room.poller()
    memories = [await poller.poll_once(room.feed) for _ in range(4)]
    assert [memory.etag for memory in memories] == [None, None, '"1"', '"1"']
    assert room.site.count("/a1") == 3
    assert room.sink.texts == ["The minister said that talks go on."]


async def test_a_page_that_comes_late_keeps_the_first_sight(room: Room) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    room.site.html("/a1", "", status=503)
    began = room.clock.now()
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.clock.advance(3600)
    room.site.html("/a1", page())
    await poller.poll_once(room.feed)
    (arrival,) = room.sink.arrivals
    assert arrival.article.first_seen_at == began
    assert "ready" in arrival.article.text


async def test_a_lost_page_does_not_shorten_a_known_article(room: Room) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    room.site.html("/a1", page())
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.site.html("/a1", "", status=404)
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"), "The minister said other words.")))
    await poller.poll_once(room.feed)
    assert len(room.sink.arrivals) == 1


async def test_a_host_that_asks_for_a_pause_gets_it(room: Room) -> None:
    links = [room.site.url(f"/a{n}") for n in range(3)]
    room.site.text("/feed", rss(*(summary(n, link) for n, link in enumerate(links))))
    for n in range(3):
        room.site.html(f"/a{n}", "", status=429, Retry_After="600")
    await room.poller().poll_once(room.feed)
    assert sum(room.site.count(f"/a{n}") for n in range(3)) == 1


@pytest.mark.parametrize("body", ["<html><body>no text at all</body></html>", "\x00\x01", ""])
async def test_a_page_without_text_leaves_the_summary(room: Room, body: str) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    room.site.html("/a1", body)
    await room.poller().poll_once(room.feed)
    assert room.sink.texts == ["The minister said that talks go on."]


async def test_what_is_no_page_is_not_read(room: Room) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    room.site.text("/a1", page(), "application/pdf")
    await room.poller().poll_once(room.feed)
    assert room.sink.texts == ["The minister said that talks go on."]


async def test_other_languages_and_empty_entries_are_counted_once(room: Room) -> None:
    german = "Der Minister sagte am Dienstag, dass die Gespräche weitergehen sollen. " * 8
    empty = "<item><guid>e</guid><title>T</title></item>"
    room.site.text("/feed", rss(item(1, german), item(2), empty))
    poller = room.poller()
    await poller.poll_once(room.feed)
    await poller.poll_once(room.feed)
    assert sorted(drop.reason for drop in room.sink.drops) == ["language", "no_text"]
    assert len(room.sink.arrivals) == 1


async def test_too_large_an_article_is_a_dead_letter_once(room: Room) -> None:
    room.site.text("/feed", rss(item(1, "“word” " * 300_000), item(2)))
    poller = room.poller()
    await poller.poll_once(room.feed)
    await poller.poll_once(room.feed)
    (letter,) = room.sink.letters
    assert letter.error == "too_large"
    assert len(letter.original) == 64 * 1024
    assert len(letter.headers["sha256"]) == 64
    assert len(room.sink.arrivals) == 1


async def test_a_crash_of_a_parser_is_a_dead_letter_and_the_rest_goes_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashing(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("ingest.reader.read_page", crashing)
    room.site.text("/feed", rss(summary(1, room.site.url("/a1")), item(2)))
    room.site.html("/a1", page())
    await room.poller().poll_once(room.feed)
    (letter,) = room.sink.letters
    assert letter.error == "crashed"
    assert "too deep" in letter.text
    assert letter.original.startswith(b"<html")
    assert len(room.sink.arrivals) == 2


@pytest.mark.parametrize("where", ["ingest.reader.decide", "ingest.reader.put_together"])
async def test_an_entry_that_breaks_us_is_kept_and_not_tried_again(
    room: Room, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def crashing(*_: object) -> None:
        raise ValueError("unforeseen")

    room.site.text("/feed", rss(item(1)))
    with monkeypatch.context() as patched:
        patched.setattr(where, crashing)
        await room.poller().poll_once(room.feed)
    await room.poller().poll_once(room.feed)
    (letter,) = room.sink.letters
    assert json.loads(letter.original)["guid"] == "g1"
    assert room.sink.arrivals == []


async def test_one_entry_in_two_feeds_of_an_outlet_is_one_article(room: Room) -> None:
    feeds = [room.feed_of("/one"), room.feed_of("/two")]
    for path in ("/one", "/two"):
        room.site.text(path, rss(summary(1, room.site.url("/a1"))))
    room.site.html("/a1", page())
    poller = room.poller(feeds)
    await asyncio.gather(*(poller.poll_once(feed) for feed in feeds))
    assert len(room.sink.arrivals) == 1
    assert room.site.count("/a1") == 1


async def test_a_guid_for_all_entries_is_no_identity_from_then_on(room: Room) -> None:
    def same(number: int) -> str:
        link = f"https://n.example/{number}"
        return item(number, f"{LONG} {number}", link=link).replace(f"g{number}<", "site<")

    room.site.text("/feed", rss(same(1), same(2)))
    poller = room.poller()
    await poller.poll_once(room.feed)
    room.site.text("/feed", rss(same(2)))
    memory = await poller.poll_once(room.feed)
    assert memory.guids_repeat
    assert [a.article.identity for a in room.sink.arrivals] == [
        "link:https://n.example/2",
        "link:https://n.example/1",
    ]


# Feeds that are not what they should be


async def failing(room: Room, **changes: Any) -> str:
    memory = await room.poller(**changes).poll_once(room.feed)
    assert memory.failures == 1
    assert memory.next_poll_at is not None
    assert memory.next_poll_at > room.clock.now()
    assert room.sink.arrivals == []
    return memory.error or ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<!doctype html><html><body>Cookies?</body></html>", "web page"),
        ("", "empty"),
        ("   \n", "empty"),
        ('{"error": "no"}', "neither RSS nor Atom"),
    ],
)
async def test_what_is_no_feed_is_said_and_kept_once(room: Room, body: str, words: str) -> None:
    room.site.text("/feed", body)
    poller = room.poller()
    memory = await poller.poll_once(room.feed)
    assert words in (memory.error or "")
    await poller.poll_once(room.feed)
    (letter,) = room.sink.letters
    assert letter.original == body.encode()
    assert letter.feed == room.feed.url


async def test_a_truncated_feed_gives_what_it_holds(room: Room) -> None:
    whole = rss(item(1), item(2), item(3))
    room.site.text("/feed", whole[: whole.index("<guid>g3") + 4])
    memory = await room.poller().poll_once(room.feed)
    assert {a.article.identity for a in room.sink.arrivals} >= {"guid:g1", "guid:g2"}
    assert memory.error is not None
    assert memory.failures == 0


async def test_a_transfer_that_breaks_off_is_a_failure(room: Room) -> None:
    room.site.cut_short("/feed", rss(item(1)).encode()[:200], 5000)
    assert "connection" in await failing(room)


async def test_a_gzip_bomb_is_refused_and_remembered(room: Room) -> None:
    room.site.bomb("/feed")
    assert "bomb" in await failing(room)
    assert [letter.stage for letter in room.sink.letters] == ["fetch"]


async def test_an_endless_feed_is_left(room: Room) -> None:
    room.site.dripping("/feed")
    assert "timeout" in await failing(room, http_total_seconds=0.3)


async def test_a_redirect_to_itself_is_left(room: Room) -> None:
    room.site.redirect("/feed", "/feed")
    assert "redirect_loop" in await failing(room)


async def test_a_redirect_to_another_port_of_this_machine_is_refused(room: Room) -> None:
    room.site.redirect("/feed", "http://127.0.0.1:1/feed")
    assert "refused_address" in await failing(room)


async def test_a_wrongly_declared_encoding_keeps_its_quotation_marks(room: Room) -> None:
    text = rss(item(1)).replace("UTF-8", "ISO-8859-1")
    room.site.text("/feed", text, "application/rss+xml; charset=us-ascii")
    await room.poller().poll_once(room.feed)
    assert "“We are ready,”" in room.sink.texts[0]


async def test_an_external_entity_is_not_read(room: Room, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss'
    room.site.text(
        "/feed", rss(item(1, title="&x; a title of the news")).replace("<rss", doctype, 1)
    )
    await room.poller().poll_once(room.feed)
    found = [(a.article.title, a.article.text) for a in room.sink.arrivals]
    assert "TOPSECRET" not in str(found)


async def test_fifty_thousand_entries_are_bounded_and_counted(room: Room) -> None:
    items = (f"<item><guid>{n}</guid><title>T</title></item>" for n in range(50_000))
    room.site.text("/feed", rss(*items))
    await room.poller(max_feed_entries=20).poll_once(room.feed)
    drops = {drop.reason: drop.n for drop in room.sink.drops if drop.reason == "surplus"}
    assert drops == {"surplus": 49_980}
    assert len([drop for drop in room.sink.drops if drop.reason == "no_text"]) == 20


async def test_repeated_entries_are_counted(room: Room) -> None:
    room.site.text("/feed", rss(item(1), item(1), item(2)))
    await room.poller().poll_once(room.feed)
    assert len(room.sink.arrivals) == 2
    assert [(drop.reason, drop.n) for drop in room.sink.drops] == [("repeated", 1)]


# Schedule


async def test_a_feed_that_is_gone_is_not_asked_again(room: Room) -> None:
    room.site.text("/feed", "", status=410)
    poller = room.poller()
    memory = await poller.poll_once(room.feed)
    assert memory.gone
    assert poller.idle()
    room.clock.advance(10**8)
    assert poller.idle()


async def test_a_feed_that_moved_is_asked_at_its_new_address(room: Room) -> None:
    room.site.redirect("/feed", "/new")
    room.site.text("/new", rss(item(1)), ETag='"n"')
    poller = room.poller()
    memory = await poller.poll_once(room.feed)
    assert memory.moved_to == room.site.url("/new")
    await poller.poll_once(room.feed)
    memory = await poller.poll_once(room.feed)
    assert room.site.count("/feed") == 1
    assert memory.moved_to == room.site.url("/new")
    assert memory.status == 304
    room.site.text("/new", rss(item(2)))
    memory = await poller.poll_once(room.feed)
    assert memory.status == 200
    assert memory.moved_to == room.site.url("/new")


async def test_a_move_is_doubted_when_the_new_address_fails(room: Room) -> None:
    room.site.redirect("/feed", "/new")
    room.site.text("/new", rss(item(1)))
    poller = room.poller()
    await poller.poll_once(room.feed)
    del room.site.pages["/new"]
    memories = [await poller.poll_once(room.feed) for _ in range(3)]
    assert memories[1].moved_to is not None
    assert memories[2].moved_to is None


async def test_retry_after_is_honoured(room: Room) -> None:
    room.site.text("/feed", "", status=503, Retry_After="7200")
    memory = await room.poller().poll_once(room.feed)
    assert memory.next_poll_at is not None
    assert memory.next_poll_at - room.clock.now() >= timedelta(seconds=7200)


async def test_requests_to_one_host_are_spaced(room: Room) -> None:
    feeds = [room.feed_of(f"/f{n}") for n in range(3)]
    for n in range(3):
        room.site.text(f"/f{n}", rss(item(n)))
    poller = room.poller(feeds, host_spacing_seconds=5.0)
    polls = [asyncio.create_task(poller.poll_once(feed)) for feed in feeds]
    await until(lambda: room.clock.sleeping == 2)
    assert sorted(room.clock.slept) == [5.0, 10.0]
    room.clock.advance(10.0)
    await asyncio.gather(*polls)


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the condition has no event
            await asyncio.sleep(0.001)


async def test_run_asks_each_feed_when_its_time_has_come(room: Room) -> None:
    room.site.text("/feed", rss(item(1)), Cache_Control="max-age=900")
    poller = room.poller(poll_min_seconds=60.0)
    assert not poller.idle()
    began = room.clock.now()
    running = asyncio.create_task(poller.run())
    await until(poller.idle)
    assert room.site.count("/feed") == 1
    await until(lambda: room.clock.sleeping == 1)
    assert poller.has_read_since(began - timedelta(seconds=1))
    assert not poller.has_read_since(began)
    room.clock.advance(890)
    assert poller.idle()
    room.site.text("/feed", rss(item(1), item(2)))
    room.clock.advance(100)
    await until(lambda: len(room.sink.arrivals) == 2)
    await until(poller.idle)
    assert poller.has_read_since(began)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_clock_that_is_set_back_keeps_no_feed_and_no_edit_waiting(room: Room) -> None:
    room.site.text("/feed", rss(item(1)), Cache_Control="max-age=900")
    poller = room.poller(poll_min_seconds=60.0)
    running = asyncio.create_task(poller.run())
    await until(lambda: room.clock.sleeping == 1)
    room.clock.step(-86_400)
    room.site.text("/feed", rss(item(1, LONG + " Corrected.")))
    room.clock.advance(1000)
    await until(lambda: len(room.sink.arrivals) == 2)
    first, second = (arrival.article for arrival in room.sink.arrivals)
    assert second.text.endswith("Corrected.")
    assert newest([second, first]) == msgspec.structs.replace(second, version=2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_feeds_go_and_come_while_it_runs(room: Room) -> None:
    slow = room.feed_of("/slow", "slow.example")
    room.site.dripping("/slow")
    room.site.text("/feed", rss(item(1)))
    poller = room.poller([], http_total_seconds=60.0, http_idle_seconds=60.0)
    running = asyncio.create_task(poller.run())
    await poller.poll_only([room.feed, slow])
    await until(lambda: room.site.count("/slow") and room.sink.arrivals)
    await poller.poll_only([room.feed])
    assert [memory.url for memory in poller.memories()] == [room.feed.url]
    await until(poller.idle)
    assert room.state.feed(slow.url).last_attempt_at is None, "a broken turn leaves nothing"

    room.site.text("/slow", rss(item(2)))
    await poller.poll_only([slow])
    await until(lambda: len(room.sink.arrivals) == 2)
    await until(poller.idle)
    asked = room.site.count("/feed")
    room.clock.advance(3600 * 24 * 2)
    await until(lambda: room.site.count("/slow") == 3)
    assert room.site.count("/feed") == asked, "a feed that went is asked no more"

    # What was learned of a feed elsewhere meanwhile holds when it comes back.
    room.state.save_feed(dataclasses.replace(room.state.feed(room.feed.url), gone=True))
    await poller.poll_only([room.feed, slow])
    assert {memory.url: memory.gone for memory in poller.memories()}[room.feed.url]
    assert not running.done()
    running.cancel()


async def test_what_the_sink_raises_ends_the_run(room: Room) -> None:
    room.site.text("/feed", rss(item(1)))
    room.sink.error = ZeroDivisionError("disk")
    with pytest.raises(ZeroDivisionError):
        await room.poller().run()


async def test_a_failing_feed_does_not_stop_the_others(room: Room) -> None:
    feeds = [room.feed_of("/bad"), room.feed_of("/good")]
    room.site.dripping("/bad")
    room.site.text("/good", rss(item(1)))
    poller = room.poller(feeds, http_total_seconds=0.3)
    running = asyncio.create_task(poller.run())
    await until(poller.idle)
    assert len(room.sink.arrivals) == 1
    assert poller.has_read_since(room.clock.now() - timedelta(seconds=1))
    assert not poller.is_cut_off()
    running.cancel()


async def test_no_network_is_told_from_bad_feeds(room: Room) -> None:
    feeds = [feed_at("http://no-such-host.invalid/feed"), feed_at("http://nor-this.invalid/feed")]
    poller = room.poller(feeds)
    for feed in feeds:
        await poller.poll_once(feed)
    assert poller.is_cut_off()


async def test_a_feed_first_seen_by_poll_once_is_taken_up(room: Room) -> None:
    room.site.text("/feed", rss(item(1)))
    poller = room.poller([])
    assert poller.idle()
    assert not poller.is_cut_off()
    await poller.poll_once(room.feed)
    assert [memory.url for memory in poller.memories()] == [room.feed.url]


async def test_what_is_under_way_is_not_read_yet(room: Room) -> None:
    room.site.dripping("/feed")
    poller = room.poller(http_total_seconds=0.5)
    poll = asyncio.create_task(poller.poll_once(room.feed))
    await until(lambda: room.site.asked)
    assert not poller.idle()
    assert not poller.has_read_since(datetime(2000, 1, 1, tzinfo=UTC))
    await poll


async def test_a_full_disk_costs_one_more_question_and_nothing_else(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise StorageError("full", tmp_path)

    room.site.text("/feed", rss(item(1), summary(2, room.site.url("/a2"))))
    room.site.html("/a2", "", status=500)
    poller = room.poller()
    with monkeypatch.context() as patched:
        patched.setattr(room.state, "save_feed", full)
        patched.setattr(room.state, "settle", full)
        await poller.poll_once(room.feed)
    room.site.html("/a2", page())
    await poller.poll_once(room.feed)
    assert [arrival.article.identity for arrival in room.sink.arrivals] == ["guid:g1", "guid:g2"]


@pytest.mark.parametrize("behaviour", ["timeout", "loop"])
async def test_a_page_that_cannot_be_reached(room: Room, behaviour: str) -> None:
    room.site.text("/feed", rss(summary(1, room.site.url("/a1"))))
    if behaviour == "timeout":
        room.site.dripping("/a1")
    else:
        room.site.redirect("/a1", "/a1")
    await room.poller(http_total_seconds=0.3).poll_once(room.feed)
    known = room.state.entry("news.example", "guid:g1")
    assert known is not None
    assert known.outcome == ("waiting" if behaviour == "timeout" else "article")
