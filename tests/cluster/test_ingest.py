"""The ingest role on a real Kafka: nothing lost, nothing read anew, no feed polled by two."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from confluent_kafka.admin import AdminClient

from ingest.feeds import Feed, to_opml
from ingest.feeds.feed import feed_at
from ingest.kafka import FeedCache, KafkaFeedState, PublishingSink
from ingest.kafka.notes import place_of
from ingest.sink import Arrival
from ingest.state import SeenMark
from parley.cluster.ingest import ingest
from parley.cluster.roles import Role
from runtime.accounts import Accounts
from runtime.clock import SystemClock
from runtime.kafka import Publisher, clients, full_name, offsets
from runtime.metrics import Registry
from runtime.settings import Settings
from tests.cluster.roles import role_at_work
from tests.fakes.articles import article
from tests.fakes.program import Program
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


def running(settings: Settings, feeds: list[Feed]) -> AbstractAsyncContextManager[Role]:
    """An ingest role at work; what ends it early is raised."""
    return role_at_work("ingest", lambda role: ingest(role, feeds), settings)


async def until(condition: Callable[[], object], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - what is waited for is on a server
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
        site.text(path, feed_of(item(path)), ETag=f'"{path}"')
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
    asked = [(each.path, each.headers.get("If-None-Match")) for each in site.asked]
    first = {path: asked.index((path, None)) for path in paths}
    later = [each for number, each in enumerate(asked) if number not in first.values()]
    assert later
    assert [each for each in later if each[1] is None] == [], "who takes a feed over knows its ETag"


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


async def test_kills_lose_nothing(
    reading: Settings,
    program: Program,
    site: Web,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """kill -9 in the middle of the work, again and again, until there is none left."""
    moments = [20, 150, 300]
    if request.config.getoption("--soak"):
        moments = sorted(Random(12).sample(range(1, 380), 20))
    feeds = outlets(site, 4, 2)
    names = []
    for feed in feeds:
        path = feed.url.removeprefix(site.url(""))
        mine = [f"{path}-{number}" for number in range(100)]
        names += mine
        site.text(path, feed_of(*(item(name) for name in mine)))
    listed = tmp_path / "feeds.opml"
    listed.write_text(to_opml(feeds, "Test"), encoding="utf-8")
    given = {
        "PARLEY_FEEDS": str(listed),
        "PARLEY_ALLOWED_PRIVATE_HOSTS": site.host,
        "PARLEY_HOST_SPACING_SECONDS": "0",
        "PARLEY_POLL_MIN_SECONDS": "0.2",
        "PARLEY_POLL_DEFAULT_SECONDS": "0.2",
        "PARLEY_POLL_MAX_SECONDS": "0.5",
    }
    program = replace(program, given={**program.given, **given})
    client = clients.admin(reading, clients.Complaints(reading))
    topic = full_name(reading, "articles")

    def arrived() -> int:
        return sum(offsets.ends(client, [(topic, number) for number in range(2)]).values())

    def all_there() -> bool:
        return len({each.identity for each in articles(reading)}) == len(names)

    kills = 0
    for wanted in moments:
        running = program.start("ingest")
        await until(lambda: arrived() >= wanted or running.poll() is not None)  # noqa: B023
        assert running.poll() is None
        running.kill()
        kills += arrived() < 400
        await asyncio.to_thread(running.communicate)
    running = program.start("ingest")
    # What comes twice counts in the offsets as well.
    await until(lambda: (arrived() >= 400 and all_there()) or running.poll() is not None)
    running.send_signal(signal.SIGTERM)
    await asyncio.to_thread(running.communicate)
    assert running.returncode == 0
    assert kills > len(moments) // 2, "killed in the middle of the work"
    sent = articles(reading)
    assert {each.identity for each in sent} == {f"guid:{name}" for name in names}
    assert len({(each.id, each.content_hash) for each in sent}) == 400
    assert len(sent) - 400 <= 4 * len(moments), (
        "each kill repeats what was under way: an entry of each feed"
    )
