"""Everything that can carry a message, picked by the kind of target."""

import logging
import ssl
from types import TracebackType
from typing import Self

from aiohttp.abc import AbstractResolver

from runtime.http import GuardedClient
from runtime.http.names import NameResolver
from runtime.http.urls import parse_allowed
from runtime.settings import Settings
from search.alerts.addressing import BadTarget, mail_route
from search.alerts.carrying import NotArrived, Post
from search.alerts.chat import Chats
from search.alerts.mailing import mail
from search.alerts.smtp import deliver
from search.alerts.targets import Target
from search.alerts.webhooks import post_to

log = logging.getLogger(__name__)

MAIL_THREADS = 8


class Carriers:
    """Sends to any target. Use as `async with Carriers(client, settings) as carriers`.

    `client` stays the caller's. `tls` is there for tests and for those who bring their own
    certificates.
    """

    def __init__(
        self, client: GuardedClient, settings: Settings, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._client = client
        self._settings = settings
        self._tls = tls
        self._allowed = parse_allowed(settings.allowed_private_hosts)
        self._resolver: AbstractResolver | None = None
        self.chats = Chats(sorted(self._allowed), settings.http_total_seconds)

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
        """End what was begun for mail and chats."""
        await self.chats.close()
        if self._resolver is not None:
            await self._resolver.close()

    async def carry(self, target: Target, post: Post) -> NotArrived | None:
        """Send a message; None when it arrived.

        Whatever goes wrong in here concerns this message alone: it is logged, and tried again.
        """
        try:
            match target.kind:
                case "webhook":
                    return await post_to(self._client, target, post)
                case "mail":
                    return await self._mail(target, post)
                case "chat":
                    return await self.chats.send(target, post)
        except Exception as error:
            log.exception("a defect: %s can't be carried to %s", post.key, target.name)
            return NotArrived(f"a defect of Parley: {type(error).__name__}")

    async def _mail(self, target: Target, post: Post) -> NotArrived | None:
        try:
            route = mail_route(target.url, self._settings.smtp_url, self._settings.mail_from)
        except BadTarget as error:
            return NotArrived(str(error))
        if self._resolver is None:
            self._resolver = NameResolver(MAIL_THREADS)
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return await deliver(
            mail(post, route),
            route,
            resolver=self._resolver,
            allowed=self._allowed,
            tls=self._tls,
            seconds=self._settings.http_total_seconds,
        )
