import asyncio
from collections.abc import Mapping

import pytest

from ingest.hosts import Hosts
from runtime.http import FetchError, Response, headers_of
from runtime.metrics import Registry
from tests.fakes.clock import ManualClock

PAGE = "https://n.example/a"
ROBOTS = "https://n.example/robots.txt"


class Refusing(FetchError):
    """A failure of the kind that a test wants."""

    def __init__(self, kind: str) -> None:
        super().__init__(ROBOTS, "refused by the test")
        self.kind = kind  # type: ignore[assignment,misc]


class Answers:
    """A client whose answers are given by address."""

    def __init__(self, pages: Mapping[str, Response | FetchError]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []

    async def get(
        self, url: str, *, headers: dict[str, str] | None = None, max_bytes: int | None = None
    ) -> Response:
        self.asked.append(url)
        answer = self.pages.get(url, Response(404, headers_of({}), b"", url))
        if isinstance(answer, FetchError):
            raise answer
        return answer


def hosts(client: Answers, clock: ManualClock, **options: float) -> Hosts:
    values = {"spacing": 0.0, "robots_seconds": 3600.0, **options}
    return Hosts(client, clock, concurrency=4, metrics=Registry(), **values)  # type: ignore[arg-type]


def robots(text: str, status: int = 200) -> Answers:
    return Answers({ROBOTS: Response(status, headers_of({}), text.encode(), ROBOTS)})


@pytest.mark.parametrize(
    ("text", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /", 200, False),
        ("User-agent: Parley\nDisallow: /a", 200, False),
        ("User-agent: Other\nDisallow: /", 200, True),
        ("User-agent: *\nDisallow: /\nUser-agent: parley\nAllow: /", 200, True),
        ("\ufeffUser-agent: *\nDisallow: /a", 200, False),
        ("<html>not found</html>", 200, True),
        ("User-agent: *\nDisallow: /", 404, True),
        ("User-agent: *\nDisallow: /", 403, True),
        ("", 500, None),
        ("", 429, None),
    ],
)
async def test_what_robots_txt_says(text: str, status: int, allowed: bool | None) -> None:
    assert await hosts(robots(text, status), ManualClock()).may_read(PAGE) is allowed


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [("timeout", None), ("dns", None), ("too_large", True), ("refused_address", True)],
)
async def test_robots_txt_that_cannot_be_had(kind: str, allowed: bool | None) -> None:
    client = Answers({ROBOTS: Refusing(kind)})
    assert await hosts(client, ManualClock()).may_read(PAGE) is allowed


async def test_robots_txt_is_asked_once_and_again_when_it_is_old() -> None:
    client, clock = robots(""), ManualClock()
    guard = hosts(client, clock)
    await asyncio.gather(*(guard.may_read(f"https://n.example/{n}") for n in range(9)))
    assert client.asked == [ROBOTS]
    clock.advance(3599)
    await guard.may_read(PAGE)
    assert client.asked == [ROBOTS]
    clock.advance(2)
    await guard.may_read(PAGE)
    assert client.asked == [ROBOTS, ROBOTS]


async def test_a_failed_robots_txt_is_asked_again_sooner() -> None:
    client, clock = robots("", 503), ManualClock()
    guard = hosts(client, clock)
    assert await guard.may_read(PAGE) is None
    clock.advance(299)
    assert await guard.may_read(PAGE) is None
    assert len(client.asked) == 1
    client.pages[ROBOTS] = Response(200, headers_of({}), b"", ROBOTS)
    clock.advance(2)
    assert await guard.may_read(PAGE) is True


async def test_crawl_delay_is_bounded() -> None:
    for text, seconds in (("Crawl-delay: 7", 7.0), ("Crawl-delay: 86400", 60.0), ("", 0.0)):
        guard = hosts(robots(f"User-agent: *\n{text}\nDisallow: /x"), ManualClock())
        assert await guard.crawl_delay(PAGE) == seconds


async def test_sites_differ_by_scheme_and_port() -> None:
    client = Answers({})
    guard = hosts(client, ManualClock())
    for url in (PAGE, "http://n.example/a", "https://n.example:8443/a"):
        await guard.may_read(url)
    assert len(set(client.asked)) == 3


async def test_memory_of_sites_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.hosts.REMEMBERED_SITES", 2)
    client = Answers({})
    guard = hosts(client, ManualClock())
    for n in (1, 2, 3, 1):
        await guard.may_read(f"https://n{n}.example/a")
    assert len(client.asked) == 4


@pytest.mark.parametrize(
    ("status", "asked", "seconds"),
    [(429, "100", 100), (503, "", 60), (429, "999999", 3600), (500, "100", 0), (200, "100", 0)],
)
async def test_a_host_that_asks_for_a_pause(status: int, asked: str, seconds: float) -> None:
    headers = headers_of({"Retry-After": asked})
    client, clock = Answers({PAGE: Response(status, headers, b"", PAGE)}), ManualClock()
    guard = hosts(client, clock)
    assert not guard.has_stopped(PAGE)
    await guard.get(PAGE, "page")
    assert guard.has_stopped("https://n.example/other") is (seconds > 0)
    assert not guard.has_stopped("https://m.example/a")
    clock.advance(seconds)
    assert not guard.has_stopped(PAGE)


async def test_hosts_wait_for_themselves_only() -> None:
    client, clock = Answers({}), ManualClock()
    guard = hosts(client, clock, spacing=10.0)
    await guard.get(PAGE, "page")
    await guard.get("https://m.example/a", "page")
    assert clock.slept == []
    second = asyncio.create_task(guard.get(PAGE, "page", pause=30.0))
    third = asyncio.create_task(guard.get(PAGE, "page"))
    for _ in range(5):
        await asyncio.sleep(0)
    assert clock.slept == [10.0, 40.0]
    clock.advance(40)
    await asyncio.gather(second, third)
