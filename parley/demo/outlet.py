"""One outlet's web site: feed with validators and cache times, article pages, robots.txt."""

import hashlib
import math
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from parley.demo.edition import Edition
from parley.demo.feeds import MEDIA_TYPES, Style, write_feed
from parley.demo.pages import ROBOTS, article_page, front_page
from runtime.clock import Clock

FEED_PATH = "/feed.xml"
SHORTEST_AGE = timedelta(minutes=15)
LONGEST_AGE = timedelta(hours=12)


class OutletSite:
    """Answers for one outlet; `address` is set by whoever opens the port."""

    def __init__(self, edition: Edition, style: Style, clock: Clock) -> None:
        self.edition = edition
        self.style: Style = style
        self.address = ""
        self._clock = clock
        self._shown = -1
        self._taken = -1

    def application(self) -> web.Application:
        """The site as an aiohttp application."""
        application = web.Application()
        application.router.add_get(FEED_PATH, self._feed)
        application.router.add_get("/robots.txt", self._robots)
        application.router.add_get("/{path:.*}", self._page)
        return application

    def taken(self, now: datetime) -> bool:
        """Whether all that the feed shows at `now` was taken: asked for, and then asked again.

        A reader comes again only when it has done with what it was given.
        """
        return self._taken >= self.edition.out(now)

    def max_age(self, now: datetime) -> int:
        """Seconds until the feed is worth asking for again: an outlet knows its own schedule.

        In fast time a fixed interval would be either a storm of requests or hours too late.
        """
        change = self.edition.next_change(now)
        wait = LONGEST_AGE if change is None else change - now
        return math.ceil(min(max(wait, SHORTEST_AGE), LONGEST_AGE).total_seconds())

    async def _feed(self, request: web.Request) -> web.Response:
        now = self._clock.now()
        out = self.edition.out(now)
        body = write_feed(self.style, self.edition, self.address, now)
        tag = hashlib.sha256(body).hexdigest()[:20]
        headers = {
            "ETag": f'"{tag}"',
            "Cache-Control": f"max-age={self.max_age(now)}",
            "Date": format_datetime(now, usegmt=True),
        }
        changed = self.edition.last_change(now)
        if changed is not None:
            headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        self._taken = max(self._taken, min(self._shown, out))
        self._shown = max(self._shown, out)
        if _is_known(request, tag, changed):
            return web.Response(status=304, headers=headers)
        headers["Content-Type"] = MEDIA_TYPES[self.style]
        response = web.Response(body=body, headers=headers)
        response.enable_compression()
        return response

    async def _robots(self, request: web.Request) -> web.Response:
        return web.Response(text=ROBOTS)

    async def _page(self, request: web.Request) -> web.Response:
        now = self._clock.now()
        entries = self.edition.entries(now)
        feed_type = MEDIA_TYPES[self.style]
        if request.path == "/":
            html = front_page(self.edition.outlet, entries, feed_type)
        else:
            found = next((e for e in entries if e.current.path == request.path), None)
            if found is None:
                raise web.HTTPNotFound(text="There is no such page (yet).")
            html = article_page(self.edition.outlet, found, entries, self.address, feed_type)
        headers = {"Date": format_datetime(now, usegmt=True)}
        response = web.Response(text=html, content_type="text/html", headers=headers)
        response.enable_compression()
        return response


def _is_known(request: web.Request, tag: str, changed: datetime | None) -> bool:
    """Whether the asker has this state; the entity tag decides where one is sent (RFC 9110)."""
    if request.if_none_match is not None:
        return any(known.value in {tag, "*"} for known in request.if_none_match)
    since = request.headers.get("If-Modified-Since")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(since) >= changed
    except (ValueError, TypeError):
        return False
