"""The ingest role on a real Kafka: nothing lost, nothing read anew, no feed polled by two."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from confluent_kafka.admin import AdminClient

from ingest.feeds import Feed
from ingest.feeds.feed import feed_at
from ingest.kafka import FeedCache, KafkaFeedState, PublishingSink
from ingest.kafka.notes import place_of
from ingest.sink import Arrival
from ingest.state import SeenMark
from parley.cluster.ingest import ingest
from parley.cluster.roles import Role
from runtime.accounts import Accounts
from runtime.clock import SystemClock
from runtime.kafka import Publisher
from runtime.metrics import Registry
from runtime.settings import Settings
from tests.fakes.articles import article
from tests.fakes.topics import everything
from tests.fakes.web import Web
from wire import Article, DeadLetter

BODY = (
    "<p>The minister said on Tuesday that her country would return to the talks, and that the "
    "delegation had been told to stay for as long as it takes.</p>"
) * 4


def feed_of(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
        f"<language>en</language>{''.join(items)}</channel></rss>"
    )


def item(name: str, text: str = BODY) -> str:
    return (
        f"<item><guid>{name}</guid><title>Title {name}</title>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


def outlets(site: Web, count: int, partitions: int) -> list[Feed]:
    """Feeds of as many outlets, half of them on each of two partitions."""
    names = (f"outlet{number}.example" for number in range(1000))
    wanted = {place: (count + 1 - place) // partitions for place in range(partitions)}
    feeds: list[Feed] = []
    for name in names:
        place = place_of(name, partitions)
        if wanted[place]:
            wanted[place] -= 1
            feeds.append(feed_at(site.url(f"/{name}"), domain=name))
    return feeds


@asynccontextmanager
async def running(settings: Settings, feeds: list[Feed]) -> AsyncIterator[Role]:
    """An ingest role at work; what ends it early is raised."""
    role = Role("ingest", settings, SystemClock())
    task = asyncio.create_task(ingest(role, feeds))
    try:
        yield role
    finally:
        role.stopping.set()
        await asyncio.wait_for(task, 60)


async def until(condition: Callable[[], object], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for is on a server
            await asyncio.sleep(0.05)


def articles(settings: Settings) -> list[Article]:
    return [record.decode(Article) for record in everything(settings, "articles")]


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    async with Web() as found:
        yield found


@pytest.fixture
def reading(settings: Settings, kafka: AdminClient, site: Web) -> Settings:
    return replace(
        settings,
        allowed_private_hosts=(site.host,),
        host_spacing_seconds=0.0,
        poll_min_seconds=0.2,
        poll_default_seconds=0.2,
        poll_max_seconds=0.5,
    )


async def test_articles_are_sent_once_whatever_happens_to_the_cache(
    reading: Settings, site: Web
) -> None:
    (feed,) = outlets(site, 1, 2)
    path = feed.url.removeprefix(site.url(""))
    site.text(path, feed_of(item("one"), item("two")))
    async with running(reading, [feed]):
        await until(lambda: site.count(path) >= 3)
    sent = articles(reading)
    assert {article.identity for article in sent} == {"guid:one", "guid:two"}
    assert len(sent) == 2
    first_seen = {article.identity: article.first_seen_at for article in sent}

    shutil.rmtree(reading.data_dir)
    before = site.count(path)
    site.text(path, feed_of(item("one", BODY + "<p>More was said later.</p>"), item("two")))
    async with running(reading, [feed]):
        await until(lambda: site.count(path) >= before + 3)
    again = articles(reading)
    assert len(again) == 3, "only the changed one came again"
    changed = next(each for each in again if "More was said later" in each.text)
    assert changed.first_seen_at == first_seen["guid:one"]
    assert changed.id == next(each.id for each in sent if each.identity == "guid:one")


async def test_two_share_the_feeds_and_one_takes_over(reading: Settings, site: Web) -> None:
    feeds = outlets(site, 6, 2)
    paths = [feed.url.removeprefix(site.url("")) for feed in feeds]
    for path in paths:
        site.text(path, feed_of(item(path)))
    other = replace(reading, data_dir=reading.data_dir / "other")

    def shares(*roles: Role) -> list[float]:
        return [
            next((s.value for s in role.registry.samples() if s.name == "parley_feeds"), 0.0)
            for role in roles
        ]

    async with running(reading, feeds) as one:
        await until(lambda: shares(one) == [6.0])
        await until(lambda: all(site.count(path) for path in paths))
        async with running(other, feeds) as two:
            await until(lambda: shares(one, two) == [3.0, 3.0])
            before = {path: site.count(path) for path in paths}
            await until(lambda: all(site.count(path) > before[path] for path in paths))
        await until(lambda: shares(one) == [6.0])
        before = {path: site.count(path) for path in paths}
        await until(lambda: all(site.count(path) > before[path] for path in paths))
    assert sorted(article.identity for article in articles(reading)) == sorted(
        f"guid:{path}" for path in paths
    )


async def test_an_article_that_its_topic_does_not_take_is_a_dead_letter(
    reading: Settings,
) -> None:
    large = article("They said more. " * 600_000, "large")
    small = article("They said more.", "small")
    clock = SystemClock()
    accounts = Accounts(clock, Registry())
    with FeedCache.open(reading.data_dir) as cache, Publisher(reading, "test") as publisher:
        state = KafkaFeedState(cache, publisher, {}, 2)
        sink = PublishingSink(publisher, state, clock, accounts)
        for each in (large, small):
            await sink.arrived(Arrival(each, SeenMark.of(each, "hash"), b"{}"))
        outcomes = [
            known.outcome if (known := state.entry(each.outlet.domain, each.identity)) else None
            for each in (large, small)
        ]
    assert outcomes == ["dead", "article"]
    assert accounts.under_way("ingest") == 0
    assert articles(reading) == [small]
    (letter,) = [record.decode(DeadLetter) for record in everything(reading, "dead-letters")]
    assert letter.error == "too_large"
    assert letter.article_id == large.id
    assert int(letter.headers["bytes"]) > 9_600_000
    assert letter.original.startswith(b'{"id":')
