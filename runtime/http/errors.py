"""Why a page could not be had: one class per cause, each with a stable `kind`."""

from typing import ClassVar, Literal

FetchErrorKind = Literal[
    "refused_address",
    "bad_url",
    "too_many_hops",
    "redirect_loop",
    "timeout",
    "too_large",
    "bomb",
    "tls",
    "dns",
    "connection",
    "encoding",
]
"""Bounded on purpose: it is a label of a metric and is written into a feed's health."""

MAX_SHOWN = 300
"""Characters of an address in a message; strangers choose how long theirs are."""


class FetchError(Exception):
    """A request failed. `url` is the address of the hop that failed, `detail` says how."""

    kind: ClassVar[FetchErrorKind] = "connection"

    def __init__(self, url: str, detail: str) -> None:
        self.url = shown(url)
        self.detail = shown(detail)
        super().__init__(f"{self.url}: {self.detail}")


class RefusedAddress(FetchError):
    """The address is not one of the public internet."""

    kind = "refused_address"


class BadUrl(FetchError):
    """The address is none that may be fetched."""

    kind = "bad_url"


class TooManyHops(FetchError):
    """More redirects than are followed."""

    kind = "too_many_hops"


class RedirectLoop(FetchError):
    """A redirect leads to where this request has been."""

    kind = "redirect_loop"


class FetchTimeout(FetchError):
    """The server was too slow, as a whole or at one step."""

    kind = "timeout"


class TooLarge(FetchError):
    """The answer is larger than allowed."""

    kind = "too_large"


class Bomb(FetchError):
    """The answer grows out of all proportion when it is decompressed."""

    kind = "bomb"


class TlsFailed(FetchError):
    """The connection could not be secured, or the certificate is not the host's."""

    kind = "tls"


class NameNotFound(FetchError):
    """The host's name leads to no address."""

    kind = "dns"


class ConnectionFailed(FetchError):
    """No connection, a broken one, or an answer that is no HTTP."""

    kind = "connection"


class BadEncoding(FetchError):
    """The answer's content coding is broken or not one that was asked for."""

    kind = "encoding"


def shown(text: str) -> str:
    """Text from outside for a message: one line, printable, bounded."""
    line = "".join(each if each.isprintable() else "?" for each in text[: MAX_SHOWN + 1])
    return line if len(line) <= MAX_SHOWN else line[:MAX_SHOWN] + "…"
