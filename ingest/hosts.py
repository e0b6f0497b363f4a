"""Good manners towards each host: pauses between requests, robots.txt, and a stop when told so."""

import asyncio
from typing import Literal, Protocol
from urllib.parse import urlsplit

from protego import Protego

from ingest.decide.schedule import next_slot, retry_after
from ingest.outlets import host_of
from ingest.text.decode import decode
from runtime.clock import Clock
from runtime.http import FetchError, Response
from runtime.metrics import Registry
from runtime.metrics.catalogue import FETCH_SECONDS, FETCHES

What = Literal["feed", "page", "robots"]

AGENT = "Parley"
"""The name that robots.txt knows us by."""

ROBOTS_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least this much of a robots.txt must be read."""

LONGEST_STOP = 3600.0
"""Seconds for which a host's Retry-After stops its article pages, whatever it says."""

LONGEST_CRAWL_DELAY = 60.0
"""Seconds; some sites ask for days, which means "not at all" and is said better by a rule."""

UNREACHABLE_SECONDS = 300.0
"""How long a robots.txt that could not be had is not asked for again."""

REMEMBERED_SITES = 2000


class Client(Protocol):
    """The part of the guarded HTTP client that is used here."""

    async def get(
        self,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Response:
        """The answer, or a `FetchError`."""
        ...


class _Rules:
    """A site's robots.txt; `text` None where it could not be had."""

    def __init__(self, text: str | None, until: float) -> None:
        self.parsed = None if text is None else Protego.parse(text)
        self.until = until


class Hosts:
    """Requests to hosts, each host asked one at a time with a pause; to be used from one loop."""

    def __init__(
        self,
        client: Client,
        clock: Clock,
        *,
        spacing: float,
        concurrency: int,
        robots_seconds: float,
        metrics: Registry,
    ) -> None:
        self._client = client
        self._clock = clock
        self._spacing = spacing
        self._robots_seconds = robots_seconds
        self._metrics = metrics
        self._places = asyncio.Semaphore(concurrency)
        self._free_at: dict[str, float] = {}
        self._stopped_until: dict[str, float] = {}
        self._robots: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def get(
        self,
        url: str,
        what: What,
        *,
        headers: dict[str, str] | None = None,
        max_bytes: int | None = None,
        pause: float = 0.0,
    ) -> Response:
        """The answer to a GET when the host's turn has come. Raises `FetchError`.

        `what` is a label of the metrics; `pause` the seconds that the site's robots.txt asks for.
        """
        host, now = host_of(url), self._clock.monotonic()
        start, free = next_slot(self._free_at.get(host, now), now, max(self._spacing, pause))
        self._free_at[host] = free
        if start > now:
            await self._clock.sleep(start - now)
        async with self._places:
            try:
                response = await self._client.get(url, headers=headers, max_bytes=max_bytes)
            except FetchError as error:
                self._metrics.add(FETCHES, what=what, outcome=error.kind)
                raise
        self._metrics.add(FETCHES, what=what, outcome=_outcome(response.status))
        self._metrics.observe(FETCH_SECONDS, response.elapsed, what=what)
        if response.status in (429, 503):
            asked = retry_after(response.headers, self._clock.now())
            self._stop(host, 60.0 if asked is None else asked)
        return response

    def has_stopped(self, url: str) -> bool:
        """Whether the host has asked for a pause that is not over (429 or 503)."""
        return self._stopped_until.get(host_of(url), 0.0) > self._clock.monotonic()

    async def may_read(self, url: str) -> bool | None:
        """What the site's robots.txt says of a page; None where it could not be had now.

        No robots.txt allows everything (RFC 9309, 2.3.1.3), an unreachable one nothing (2.3.1.4).
        """
        rules = await self._rules(url)
        return None if rules.parsed is None else bool(rules.parsed.can_fetch(url, AGENT))

    async def crawl_delay(self, url: str) -> float:
        """Seconds that the site's robots.txt asks for between two pages."""
        rules = await self._rules(url)
        asked = None if rules.parsed is None else rules.parsed.crawl_delay(AGENT)
        return 0.0 if asked is None else min(float(asked), LONGEST_CRAWL_DELAY)

    def _stop(self, host: str, seconds: float) -> None:
        self._stopped_until[host] = self._clock.monotonic() + min(seconds, LONGEST_STOP)

    async def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.setdefault(site, asyncio.Lock()):
            known = self._robots.get(site)
            if known is None or known.until <= self._clock.monotonic():
                known = await self._ask(site)
                if len(self._robots) >= REMEMBERED_SITES:
                    self._robots.pop(next(iter(self._robots)))
                self._robots[site] = known
        return known

    async def _ask(self, site: str) -> _Rules:
        try:
            response = await self.get(f"{site}/robots.txt", "robots", max_bytes=ROBOTS_BYTES)
        except FetchError as error:
            # One that is too large is no word against reading the pages; and where no address may
            # be asked at all, the page's own request says why.
            if error.kind in ("too_large", "bad_url", "refused_address"):
                return _Rules("", self._clock.monotonic() + self._robots_seconds)
            return _Rules(None, self._clock.monotonic() + UNREACHABLE_SECONDS)
        now = self._clock.monotonic()
        if response.status >= 500 or response.status == 429:
            return _Rules(None, now + UNREACHABLE_SECONDS)
        text = decode(response.body) if response.status == 200 else ""
        return _Rules(text, now + self._robots_seconds)


def _outcome(status: int) -> str:
    if status == 304:
        return "not_modified"
    return "ok" if status < 400 else "http_error"
