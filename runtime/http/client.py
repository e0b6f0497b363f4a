"""The client: one GET through all its redirects, or one POST; every hop guarded alike."""

import asyncio
import io
import ssl
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from runtime.clock import Clock
from runtime.http.addresses import GuardedResolver, Refusal, guarded_socket, refusal
from runtime.http.body import Limits, read
from runtime.http.errors import (
    ConnectionFailed,
    FetchError,
    FetchTimeout,
    NameNotFound,
    RedirectLoop,
    RefusedAddress,
    TlsFailed,
    TooManyHops,
)
from runtime.http.names import NameResolver
from runtime.http.response import Redirect, Response, headers_of
from runtime.http.urls import checked, host_and_port, origin, parse_allowed, target
from runtime.settings import Settings

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.1"
)

ACCEPT_ENCODING = "gzip, deflate, br"

REDIRECTS = frozenset({301, 302, 303, 307, 308})

FOR_ONE_ORIGIN = frozenset({"authorization", "cookie", "proxy-authorization"})
"""Headers of the caller that must not follow a redirect to another origin."""


class GuardedClient:
    """Fetches pages of strangers. Use as `async with GuardedClient(settings, clock) as client`.

    Limits of time are real seconds, since the network does not know of `clock`; it only measures
    `Response.elapsed`. How many requests run at once is the caller's business. `resolver`,
    `refuses` and `tls` are there for tests and for those who bring their own certificates.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        resolver: AbstractResolver | None = None,
        refuses: Refusal = refusal,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._resolver = resolver
        self._refuses = refuses
        self._tls = tls
        self._allowed = parse_allowed(settings.allowed_private_hosts)
        self._outer: aiohttp.ClientSession | None = None
        self._inner: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        for session in (self._outer, self._inner):
            if session is not None:
                await session.close()
        self._outer = self._inner = None

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: str = ACCEPT,
        max_bytes: int | None = None,
    ) -> Response:
        """The answer to a GET of `url`, whatever its status.

        `max_bytes` narrows the limit of the settings for the decompressed body. Raises a
        `FetchError`; nothing else comes out except cancellation.
        """
        started = self._clock.monotonic()
        limits = Limits.of(self._settings, max_bytes)
        address = checked(url)
        try:
            async with asyncio.timeout(self._settings.http_total_seconds):
                status, received, body, last, hops = await self._follow(
                    address, {"Accept": accept, **(headers or {})}, limits
                )
        except TimeoutError as error:
            seconds = self._settings.http_total_seconds
            raise FetchTimeout(str(address), f"not done in {seconds:g} seconds") from error
        elapsed = self._clock.monotonic() - started
        return Response(status, headers_of(received), body, str(last), hops, elapsed)

    async def post(
        self, url: str, body: bytes, *, headers: Mapping[str, str], max_bytes: int | None = None
    ) -> Response:
        """The answer to a POST of `body`, whatever its status. Redirects are not followed.

        What was meant for one address goes to no other that this one names. Raises a `FetchError`;
        nothing else comes out except cancellation.
        """
        started = self._clock.monotonic()
        limits = Limits.of(self._settings, max_bytes)
        address = checked(url)
        inside = host_and_port(address) in self._allowed
        try:
            async with asyncio.timeout(self._settings.http_total_seconds):
                status, received, answer, _ = await self._hop(
                    address, headers, limits, inside, body
                )
        except TimeoutError as error:
            seconds = self._settings.http_total_seconds
            raise FetchTimeout(str(address), f"not done in {seconds:g} seconds") from error
        elapsed = self._clock.monotonic() - started
        return Response(status, headers_of(received), answer, str(address), (), elapsed)

    async def _follow(
        self, address: URL, headers: Mapping[str, str], limits: Limits
    ) -> tuple[int, list[tuple[str, str]], bytes, URL, tuple[Redirect, ...]]:
        hops: list[Redirect] = []
        been = {address}
        # What the operator has allowed is for the feeds he names: a stranger's redirect may not
        # use it to reach inside.
        inside = host_and_port(address) in self._allowed
        while True:
            status, received, body, following = await self._hop(address, headers, limits, inside)
            if following is None:
                return status, received, body, address, tuple(hops)
            if len(hops) >= self._settings.http_max_hops:
                raise TooManyHops(str(address), f"more than {len(hops)} redirects")
            if following in been:
                raise RedirectLoop(str(address), f"leads back to {following}")
            been.add(following)
            hops.append(Redirect(status, str(following)))
            if origin(following) != origin(address):
                headers = {
                    name: value
                    for name, value in headers.items()
                    if name.lower() not in FOR_ONE_ORIGIN
                }
            address = following

    async def _hop(
        self,
        address: URL,
        headers: Mapping[str, str],
        limits: Limits,
        inside: bool,
        sent: bytes | None = None,
    ) -> tuple[int, list[tuple[str, str]], bytes, URL | None]:
        """One request, a POST where there is something to send; the last is where it leads on."""
        allowed = inside and host_and_port(address) in self._allowed
        session = self._session(allowed)
        try:
            async with session.request(
                "GET" if sent is None else "POST",
                address,
                data=None if sent is None else io.BytesIO(sent),
                headers=sendable(headers),
                allow_redirects=False,
            ) as answer:
                received = [
                    (
                        name.decode("latin-1"),
                        value.decode("utf-8", "surrogateescape"),
                    )
                    for name, value in answer.raw_headers
                ]
                location = answer.headers.get("Location")
                if answer.status in REDIRECTS and location is not None:
                    # Nobody reads the body of a redirect, however long it is: leaving the block
                    # closes a connection on which something is still to come.
                    following = target(address, location) if sent is None else None
                    return answer.status, received, b"", following
                return answer.status, received, await read(answer, limits), None
        except FetchError as error:
            # The guards know the address they refused; the reader wants to know the page.
            if isinstance(error, RefusedAddress):
                raise RefusedAddress(str(address), error.detail) from error
            raise
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as error:
            raise _typed(address, error) from error

    def _session(self, allowed: bool) -> aiohttp.ClientSession:
        if allowed:
            if self._inner is None:
                connector = aiohttp.TCPConnector(
                    limit=0, resolver=self._resolver, ssl=self._context()
                )
                self._inner = self._open(connector)
            return self._inner
        if self._outer is None:
            connector = aiohttp.TCPConnector(
                limit=0,
                resolver=GuardedResolver(
                    self._resolver or NameResolver(self._settings.fetch_concurrency),
                    self._refuses,
                ),
                socket_factory=guarded_socket(self._refuses),
                ssl=self._context(),
            )
            self._outer = self._open(connector)
        return self._outer

    def _open(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={
                "User-Agent": self._settings.user_agent(_version()),
                "Accept-Encoding": ACCEPT_ENCODING,
            },
            timeout=aiohttp.ClientTimeout(
                total=None,
                connect=self._settings.http_connect_seconds,
                sock_connect=self._settings.http_connect_seconds,
                sock_read=self._settings.http_idle_seconds,
            ),
        )

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


def sendable(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that can go out as they are.

    A validator with bytes that are no UTF-8 would be changed on its way and match nothing; without
    it the server sends the whole answer, which is always right.
    """
    return {
        name: value
        for name, value in headers.items()
        if not any("\ud800" <= each <= "\udfff" for each in value)
    }


def _typed(address: URL, error: Exception) -> FetchError:
    url = str(address)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return NameNotFound(url, f"no address for {address.host}")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        untrusted = error.certificate_error
        why = getattr(untrusted, "verify_message", "") or str(untrusted)
        return TlsFailed(url, f"the certificate of {address.host} is not trusted: {why}")
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return TlsFailed(url, str(error))
    if isinstance(error, TimeoutError):
        return FetchTimeout(url, "no connection or no byte within the time allowed")
    if isinstance(error, aiohttp.ClientPayloadError):
        return ConnectionFailed(url, "the answer breaks off in the middle")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return ConnectionFailed(url, "the server closed the connection without an answer")
    if isinstance(error, aiohttp.ClientConnectorError):
        return ConnectionFailed(url, f"no connection to {address.host}: {error.os_error.strerror}")
    return ConnectionFailed(url, str(error) or type(error).__name__)


def _version() -> str:
    try:
        return version("parley")
    except PackageNotFoundError:
        return "0"
