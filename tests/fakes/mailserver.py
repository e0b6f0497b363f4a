"""A real SMTP server on loopback (aiosmtpd), friendly or not, in the test's own event loop."""

import asyncio
import ssl
import warnings
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class MailServer:
    """Takes mail. `answers` are given instead of taking it: by command, "RCPT" or "DATA".

    `user` and `password` are asked for where set. With `hangs` it answers nothing at all.
    """

    answers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    user: str | None = None
    password: str = ""
    hangs: bool = False
    refuses: str = ""
    got: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _silent: list[asyncio.StreamWriter] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        if self.hangs or self.refuses:
            self._server = await asyncio.start_server(self._unfriendly, "127.0.0.1", 0)
        else:
            self._server = await loop.create_server(self._session, "127.0.0.1", 0, ssl=self.tls)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        for each in self._silent:
            each.close()
        self._server.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def _session(self) -> SMTP:
        with warnings.catch_warnings():
            # It knows of encryption from the start nothing, and warns of passwords.
            warnings.simplefilter("ignore")
            return SMTP(
                self,
                hostname="localhost",
                tls_context=self.starttls,
                require_starttls=self.starttls is not None,
                authenticator=self._known if self.user else None,
                auth_required=self.user is not None,
                auth_require_tls=False,
            )

    def _known(
        self, server: SMTP, session: Session, envelope: Envelope, way: str, given: Any
    ) -> AuthResult:
        known = (given.login, given.password) == (
            (self.user or "").encode(),
            self.password.encode(),
        )
        return AuthResult(success=known, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 taken"

    async def _unfriendly(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._silent.append(writer)
        if self.refuses:
            writer.write(f"{self.refuses}\r\n".encode())
            await writer.drain()
            writer.close()
