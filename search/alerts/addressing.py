"""From the address that a person types to a target: which kind it is, and what of it may be shown.

Addresses of mail servers and chats hold passwords and tokens, those of webhooks are often secrets
as a whole: only `shown` of them reaches a listing, a page or a log line.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from runtime.http import FetchError
from runtime.http.urls import checked

TargetKind = Literal["webhook", "mail", "chat"]

HIDDEN = "…"
STARTTLS_PORT, TLS_PORT, RELAY_PORT = 587, 465, 25

WITH_HOST = frozenset({"http", "https", "smtp", "smtps"})
"""In other addresses a token may stand where these have a host."""

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
"""An addr-spec (RFC 5322) without quoted and international forms, which few servers take."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class BadTarget(ValueError):
    """Nothing can be sent to such an address; the message says what to write instead."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `security`: TLS from the start, STARTTLS required, or none."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class MailRoute:
    """One mailbox, the server that takes mail for it, and in whose name it is sent."""

    server: MailServer
    sender: str
    recipient: str


def kind_of(address: str) -> TargetKind:
    """Which kind of target an address is. Raises `BadTarget` for what is no address at all."""
    found = _SCHEME.match(address)
    if found is None or any(ord(each) <= 32 or ord(each) == 127 for each in address):
        raise BadTarget(
            "an address begins with https: (a webhook), mailto: or smtps: (mail), or the name of"
            " a chat as Apprise writes it (slack:, tgram:, msteams: …), and holds no blanks"
        )
    scheme = found[1].lower()
    if scheme in {"http", "https"}:
        return "webhook"
    if scheme in {"smtp", "smtps"} or (scheme == "mailto" and "//" not in address):
        return "mail"
    if scheme in {"mailto", "mailtos"}:
        raise BadTarget(
            "mail is written mailto:desk@example.org (by the server of `smtp_url`) or"
            " smtps://user:password@server/desk@example.org?from=parley@example.org"
        )
    return "chat"


def checked_webhook(address: str) -> str:
    """The address of a webhook as it is asked for. Raises `BadTarget`."""
    try:
        return str(checked(address))
    except FetchError as error:
        raise BadTarget(f"{shown(address)}: {error.detail}") from error


def mail_route(address: str, smtp_url: str, sender: str) -> MailRoute:
    """The route of a mail target; `smtp_url` and `sender` are the settings. Raises `BadTarget`."""
    if address.lower().startswith("mailto:"):
        if not smtp_url:
            raise BadTarget("`smtp_url` is not set: mailto: needs a mail server")
        return MailRoute(
            server_of(smtp_url, "`smtp_url`"),
            _mailbox(sender or _query(smtp_url).get("from", ""), "`mail_from`"),
            _mailbox(unquote(address[len("mailto:") :]), "the address"),
        )
    recipient = unquote(urlsplit(address).path.lstrip("/"))
    return MailRoute(
        server_of(address, "the target"),
        _mailbox(_query(address).get("from", sender), "`from=` or `mail_from`"),
        _mailbox(recipient, "the address after the server"),
    )


def server_of(address: str, where: str) -> MailServer:
    """The server in an smtp: or smtps: address. Raises `BadTarget`, naming `where` it stands."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadTarget(f"{where} is no address of a mail server: {error}") from error
    if parts.scheme not in {"smtp", "smtps"} or not host:
        raise BadTarget(f"{where} is no mail server; write smtps://user:password@host")
    plain = _query(address).get("tls") == "never"
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    if any(ord(each) < 32 for each in (user or "") + (password or "") + host):
        raise BadTarget(f"{where} holds control characters")
    if parts.scheme == "smtps":
        return MailServer(host, port or TLS_PORT, "tls", user, password)
    if plain and user:
        raise BadTarget(f"{where}: a password is not sent without encryption; leave out tls=never")
    if plain:
        return MailServer(host, port or RELAY_PORT, "none")
    return MailServer(host, port or STARTTLS_PORT, "starttls", user, password)


def shown(address: str) -> str:
    """What of an address may be read by anybody: no user, no password, no token, no parameter."""
    if address.lower().startswith("mailto:") and "//" not in address:
        return address
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"{address.split(':', 1)[0]}:{HIDDEN}"
    if parts.scheme in {"smtp", "smtps"}:
        return f"{parts.scheme}://{host}{port}{unquote(parts.path)}"
    if parts.scheme not in WITH_HOST:
        return f"{parts.scheme}://{HIDDEN}"
    rest = f"/{HIDDEN}" if parts.path.strip("/") or parts.query else ""
    return f"{parts.scheme}://{host}{port}{rest}"


def hidden(text: str, address: str) -> str:
    """A text, such as a library's error, without the secrets of an address that it may quote."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return text.replace(address, HIDDEN)
    secrets = {
        address,
        parts.netloc.rpartition("@")[0],
        parts.username or "",
        parts.password or "",
        parts.query,
        *(value for values in parse_qs(parts.query).values() for value in values),
        *parts.path.split("/"),
        *([] if parts.scheme in WITH_HOST else [parts.netloc, parts.hostname or ""]),
    }
    secrets |= {unquote(each) for each in secrets}
    for each in sorted(secrets, key=len, reverse=True):
        if len(each) > 3:
            text = text.replace(each, HIDDEN)
    return text


def _query(address: str) -> dict[str, str]:
    try:
        return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}
    except ValueError:
        return {}


def _mailbox(text: str, where: str) -> str:
    if not _MAILBOX.fullmatch(text):
        said = f" ({text!r})" if text and text.isprintable() else ""
        raise BadTarget(f"{where} must be one mailbox such as desk@example.org{said}")
    return text
