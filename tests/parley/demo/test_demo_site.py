"""The newsrooms on loopback: what a feed reader meets over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import feedparser
import pytest

from parley.demo.site import DemoSite
from parley.demo.tempo import LEAD_IN, LEAD_OUT, DemoClock, tempo_of
from tests.fakes.clock import ManualClock
from tests.fakes.newsroom import BEGIN, newsroom, story

HOUR = timedelta(hours=1)


@dataclass
class Stage:
    """A site whose time the test moves, and a client."""

    site: DemoSite
    base: ManualClock
    clock: DemoClock
    client: aiohttp.ClientSession
    idle: bool = True

    def at(self, hours: float) -> None:
        self.clock.jump_to(BEGIN + hours * HOUR)

    async def get(self, url: str, **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.get(url, headers=named) as response:
            return response, await response.read()

    async def feed(self, number: int = 0, **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
        return await self.get(self.site.feeds()[number].url, **headers)


ROOMS = [
    newsroom(
        story("a", 0),
        story("b", 3),
        story("c", 5, revises="b", path="/news/b", title="Corrected"),
        story("x", 1, domain="sentinel.example"),
    ),
    newsroom(story("z", 24 * 40, domain="courier.example"), name="later"),
]


def in_real_time(base: ManualClock) -> DemoClock:
    """A clock that begins two hours before BEGIN and is as fast as its base."""
    tempo = tempo_of(ROOMS)
    return DemoClock(tempo, tempo.lived.total_seconds(), base)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    base = ManualClock()
    clock = in_real_time(base)
    async with aiohttp.ClientSession() as client:
        made: list[Stage] = []
        async with DemoSite(ROOMS, clock, idle=lambda: not made or made[0].idle) as site:
            made.append(Stage(site, base, clock, client))
            yield made[0]


async def test_each_outlet_has_its_own_port_and_format(stage: Stage) -> None:
    feeds = stage.site.feeds()
    assert [feed.domain for feed in feeds] == [
        "courant.example",
        "sentinel.example",
        "courier.example",
    ]
    assert feeds[0].outlet == "The Courant"
    assert len({feed.url for feed in feeds}) == 3
    assert [f"http://{host}/feed.xml" for host in stage.site.allowed_hosts] == [
        feed.url for feed in feeds
    ]
    stage.at(24 * 41)
    kinds = [(await stage.feed(number))[0].content_type for number in range(3)]
    assert kinds == ["application/rss+xml", "application/atom+xml", "application/rss+xml"]


async def test_entries_appear_when_their_time_has_come(stage: Stage) -> None:
    assert feedparser.parse((await stage.feed())[1]).entries == []
    stage.at(3)
    titles = [entry.title for entry in feedparser.parse((await stage.feed())[1]).entries]
    assert titles == ["Title of b", "Title of a"]
    stage.at(5)
    titles = [entry.title for entry in feedparser.parse((await stage.feed())[1]).entries]
    assert titles == ["Corrected", "Title of a"]


async def test_an_unchanged_feed_is_not_sent_again(stage: Stage) -> None:
    stage.at(1)
    first, _ = await stage.feed()
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert changed == "Mon, 02 Mar 2026 08:00:00 GMT"
    again, body = await stage.feed(If_None_Match=tag)
    assert (again.status, body) == (304, b"")
    assert again.headers["ETag"] == tag
    assert (await stage.feed(If_Modified_Since=changed))[0].status == 304
    assert (await stage.feed(If_None_Match='"other"', If_Modified_Since=changed))[0].status == 200
    stage.at(3)
    assert (await stage.feed(If_None_Match=tag))[0].status == 200
    assert (await stage.feed(If_Modified_Since=changed))[0].status == 200
    assert (await stage.feed(If_Modified_Since="nonsense"))[0].status == 200


async def test_no_date_is_claimed_before_the_first_story(stage: Stage) -> None:
    empty, _ = await stage.feed()
    assert "Last-Modified" not in empty.headers
    assert (await stage.feed(If_Modified_Since=empty.headers["Date"]))[0].status == 200


async def test_headers_tell_the_demo_time_and_when_to_come_again(stage: Stage) -> None:
    stage.at(1)
    response, _ = await stage.feed()
    assert response.headers["Date"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert response.headers["Cache-Control"] == "max-age=7200"
    stage.at(2.9)
    assert (await stage.feed())[0].headers["Cache-Control"] == "max-age=900"
    stage.at(6)
    assert (await stage.feed())[0].headers["Cache-Control"] == "max-age=43200"


async def test_a_page_is_there_from_its_time_on(stage: Stage) -> None:
    address = stage.site.feeds()[0].url.removesuffix("/feed.xml")
    assert (await stage.get(f"{address}/news/b"))[0].status == 404
    stage.at(3)
    response, body = await stage.get(f"{address}/news/b")
    assert (response.status, response.content_type) == (200, "text/html")
    assert b"Title of b" in body
    stage.at(5)
    assert b"Corrected" in (await stage.get(f"{address}/news/b"))[1]
    front = (await stage.get(f"{address}/"))[1]
    assert front.index(b"Corrected") < front.index(b"Title of a")
    robots, rules = await stage.get(f"{address}/robots.txt")
    assert robots.status == 200
    assert b"Disallow: /search" in rules


async def taken(stage: Stage) -> None:
    """A reader asks for every feed, and has done with it when it asks again."""
    for _ in range(2):
        for number in range(3):
            await stage.feed(number)


async def test_finished_when_the_last_story_is_out_and_taken_by_a_reader(stage: Stage) -> None:
    end = 24 * 40
    await taken(stage)
    assert stage.site.taken(stage.clock.now())
    stage.at(end - 1)
    assert not stage.site.taken(stage.clock.now())
    await taken(stage)
    assert stage.site.taken(stage.clock.now())
    assert not stage.site.finished(stage.clock.now())
    stage.at(end)
    assert not stage.site.finished(stage.clock.now())
    for _ in range(2):
        for number in range(3):
            assert not stage.site.finished(stage.clock.now())
            await stage.feed(number)
    assert stage.site.finished(stage.clock.now())


async def test_a_reader_that_comes_again_has_taken_what_it_got_not_what_it_gets(
    stage: Stage,
) -> None:
    stage.at(0)
    for number in range(3):
        await stage.feed(number)
    before = stage.clock.now()
    stage.at(3)
    for number in range(3):
        await stage.feed(number)
    assert stage.site.taken(before)
    assert not stage.site.taken(stage.clock.now())


async def lived(stage: Stage, hours: float) -> None:
    """Let real time pass in steps, with room for the site's own task after each."""
    for _ in range(round(hours * 6)):
        stage.base.advance(600.0)
        for _ in range(10):
            await asyncio.sleep(0)


async def test_quiet_weeks_are_skipped_once_all_is_taken(stage: Stage) -> None:
    later = BEGIN + 24 * 40 * HOUR - LEAD_IN
    await lived(stage, 11)
    assert stage.clock.now() < BEGIN + 10 * HOUR
    await taken(stage)
    await lived(stage, 1)
    assert later <= stage.clock.now() < later + 2 * HOUR


async def test_time_stands_still_while_the_reader_works(stage: Stage) -> None:
    await taken(stage)
    await lived(stage, 1)
    stage.idle = False
    await lived(stage, 0.5)
    held_at = stage.clock.now()
    await lived(stage, 50)
    assert stage.clock.now() == held_at
    assert held_at < BEGIN
    stage.idle = True
    await lived(stage, 2)
    assert held_at + HOUR < stage.clock.now() < held_at + 3 * HOUR


async def test_a_reader_that_is_not_ready_holds_the_clock_from_the_start() -> None:
    base = ManualClock()
    clock = in_real_time(base)
    begin = clock.now()
    async with DemoSite(ROOMS, clock, idle=lambda: False):
        base.advance(1000.0)
        assert clock.now() == begin


async def test_nothing_is_skipped_while_stories_come(stage: Stage) -> None:
    await taken(stage)
    await lived(stage, 2 + 5 + LEAD_OUT / HOUR - 0.5)
    assert stage.clock.now() < BEGIN + 10 * HOUR


async def test_the_ports_are_closed_afterwards() -> None:
    async with DemoSite(ROOMS[:1], in_real_time(ManualClock())) as site:
        url = site.feeds()[0].url
    async with aiohttp.ClientSession() as client:
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(url)
