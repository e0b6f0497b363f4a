"""What stands before every page: right host, right reader, headers that bind the browser."""

import asyncio
import logging
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtime.sqlite import StorageError
from search.console.access import COOKIE, LOCAL, NOBODY, Access, MustWait, Reader
from search.console.api.problems import problem

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


PATIENCE = 60.0
"""Seconds in which a reader must take something off the line, or is let go."""


class ReaderGone(Exception):
    """A reader has taken nothing for too long, or too little for far too long."""


class Guard:
    """Around the application: nothing leaves without the headers, nothing enters unasked."""

    def __init__(self, app: ASGIApp, access: Access, patience: float = PATIENCE) -> None:
        self._app = app
        self._access = access
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
            try:
                # An export holds a moment of the store open, for as long as it is read.
                async with asyncio.timeout(self._patience):
                    await send(message)
            except TimeoutError as error:
                raise ReaderGone from error

        found = self._refused(scope) or await self._reader(scope)
        if isinstance(found, Reader):
            scope["reader"] = found
            try:
                await self._app(scope, receive, bound)
            except ReaderGone:
                log.info("a reader of %s was too slow and is let go", scope["path"])
        else:
            await found(scope, receive, bound)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._access.knows_host(headers.get("host", "")):
            return PlainTextResponse(
                "This console does not go by that name. Ask for it by its address, or add the name"
                " to the setting console_hosts.\n",
                421,
            )
        if scope["method"] not in SAFE and not _from_here(headers):
            return problem(403, "this was sent from a page elsewhere")
        return None

    async def _reader(self, scope: Scope) -> Reader | Response:
        if self._access.is_free(scope["path"]):
            return NOBODY
        headers = Headers(scope=scope)
        client = scope.get("client")
        try:
            found = await run_in_threadpool(
                self._identified, headers, client[0] if client else "unknown"
            )
        except StorageError as error:
            log.error("the console can't look up tokens: %s", error)
            return problem(503, str(error), headers={"Retry-After": "30"})
        if isinstance(found, Reader):
            return found
        if isinstance(found, MustWait):
            return problem(429, TOO_MANY, headers={"Retry-After": str(found.seconds)})
        if "text/html" in headers.get("accept", "") and scope["method"] in SAFE:
            return RedirectResponse(f"/login?{urlencode({'next': _address(scope)})}", 303)
        return problem(
            401, "show the token as a bearer token", headers={"WWW-Authenticate": "Bearer"}
        )

    def _identified(self, headers: Headers, address: str) -> Reader | MustWait | None:
        if self._access.is_open():
            return LOCAL
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._access.reader_with(shown.strip(), address)
        return self._access.reader_of_session(_cookie(headers.get("cookie", "")))


TOO_MANY = "too many wrong tokens came just now"

SAFE = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing (RFC 9110, 9.2.1)."""


def _from_here(headers: Headers) -> bool:
    """Whether a request was sent by a page of this console, or by no page at all.

    Browsers say where a request comes from in headers that no page can make up; programs say
    nothing. Another port of this machine is another origin, though the same site.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:
        return False


def _address(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")


def _cookie(header: str) -> str:
    return cookie_parser(header).get(COOKIE, "")
