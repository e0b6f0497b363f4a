"""Mail to its server: one connection per message, encrypted unless the operator says otherwise."""

import asyncio
import contextlib
import ssl
from collections.abc import Collection
from email.message import EmailMessage
from email.policy import SMTP as WIRE

import aiosmtplib
from aiohttp.abc import AbstractResolver

from runtime.http import FetchError
from runtime.http.dialing import dial
from search.alerts.addressing import MailRoute
from search.alerts.carrying import NotArrived

QUIT_SECONDS = 2.0
"""For the goodbye after a message was taken; a server that has none changes nothing."""


async def deliver(
    mail: EmailMessage,
    route: MailRoute,
    *,
    resolver: AbstractResolver,
    allowed: Collection[tuple[str, int]],
    tls: ssl.SSLContext,
    seconds: float,
) -> NotArrived | None:
    """Hand a mail over to its server. None when the server has taken it."""
    server = route.server
    session = aiosmtplib.SMTP(
        hostname=server.host,
        timeout=seconds,
        local_hostname=route.sender.rpartition("@")[2],
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=tls,
        username=server.user,
        password=server.password,
    )
    try:
        async with asyncio.timeout(seconds):
            session.sock = await dial(
                server.host, server.port, resolver=resolver, allowed=allowed, seconds=seconds
            )
            await session.connect()
            await session.sendmail(route.sender, [route.recipient], mail.as_bytes(policy=WIRE))
    except TimeoutError:
        return NotArrived(f"timeout: the mail server has not taken it in {seconds:g} seconds")
    except FetchError as error:
        return NotArrived(f"{error.kind}: {error.detail}")
    except (aiosmtplib.SMTPException, ssl.SSLError, OSError, ValueError) as error:
        return _why(error)
    finally:
        with contextlib.suppress(Exception):
            if session.is_connected:
                await session.quit(timeout=QUIT_SECONDS)
        session.close()
    return None


def _why(error: Exception) -> NotArrived:
    certificate = _certificate(error)
    if certificate is not None:
        why = f"tls: the mail server's certificate is not trusted: {certificate.verify_message}"
        return NotArrived(why)
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            return _answered("the mailbox was refused", first.code, first.message, never=True)
        case aiosmtplib.SMTPAuthenticationError():
            # The operator may mend the password within the day.
            return _answered("user or password was refused", error.code, error.message)
        case aiosmtplib.SMTPSenderRefused():
            return _answered("the sender was refused", error.code, error.message)
        case aiosmtplib.SMTPDataError():
            return _answered("the message was refused", error.code, error.message, never=True)
        case aiosmtplib.SMTPResponseException():
            return _answered("the mail server refused", error.code, error.message)
        case aiosmtplib.SMTPNotSupported():
            return NotArrived("the mail server offers no encryption (STARTTLS) or no login")
        case aiosmtplib.SMTPServerDisconnected() | aiosmtplib.SMTPConnectError():
            return NotArrived("connection: the mail server hung up")
    return NotArrived(f"connection: {error}")


def _answered(what: str, code: int, answer: str, *, never: bool = False) -> NotArrived:
    """5xx of a mailbox or a message is for good, 4xx and what is about the server is not.

    RFC 5321, 4.2.1.
    """
    said = " ".join(answer.split())[:200]
    return NotArrived(f"{what}: {code} {said}", "message" if never and code >= 500 else "")


def _certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None
