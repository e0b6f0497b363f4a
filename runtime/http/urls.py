"""Addresses: which may be fetched, and where a redirect leads."""

from collections.abc import Iterable

from yarl import URL

from runtime.http.addresses import parsed
from runtime.http.errors import BadUrl
from runtime.settings import SettingsError

MAX_LENGTH = 8192
"""Characters of an address; servers refuse longer ones, and strangers may send megabytes."""

DIGITS = frozenset("0123456789abcdefx.")


def checked(text: str) -> URL:
    """The address to fetch, without fragment.

    Raises `BadUrl` for schemes other than http and https, a missing host, user information, a
    port that cannot be, and numbers that pass for a host in odd spellings ("0x7f.1", "2130706433").
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise BadUrl(text, "the address is too long")
    if any(ord(each) <= 32 or ord(each) == 127 for each in text):
        raise BadUrl(text, "the address holds white space or control characters")
    try:
        url = URL(text)
        port = url.port
        host = url.raw_host
    except ValueError as error:
        raise BadUrl(text, f"not an address: {error}") from error
    if url.scheme not in ("http", "https"):
        raise BadUrl(text, "only http and https are fetched")
    if not host:
        raise BadUrl(text, "the address has no host")
    if url.raw_user is not None or url.raw_password is not None:
        raise BadUrl(str(url.with_user(None)), "an address with user name or password is refused")
    if not port:
        raise BadUrl(text, "the port is not one")
    if parsed(host) is None and _number_like(host):
        raise BadUrl(text, "the host is a number in an odd spelling")
    return url.with_fragment(None)


def target(address: URL, location: str) -> URL:
    """Where a redirect from `address` leads. Raises `BadUrl`."""
    location = location.strip()
    if len(location) > MAX_LENGTH:
        raise BadUrl(str(address), "redirects to an address that is too long")
    try:
        joined = address.join(URL(location))
    except ValueError as error:
        raise BadUrl(str(address), f"redirects to something that is no address: {error}") from error
    return checked(str(joined))


def host_and_port(url: URL) -> tuple[str, int]:
    """The pair by which an inner address is allowed."""
    return (url.raw_host or "").lower().rstrip("."), url.port or 0


def origin(url: URL) -> tuple[str, str, int]:
    """Scheme, host and port: what a secret of the caller belongs to."""
    return (url.scheme, *host_and_port(url))


def parse_allowed(pairs: Iterable[str]) -> frozenset[tuple[str, int]]:
    """The pairs of the setting `allowed_private_hosts`, each as host and port.

    Raises `SettingsError` with the pair that is none.
    """
    found = set()
    for pair in pairs:
        try:
            url = URL(f"http://{pair.strip()}")
            named = url.explicit_port
        except ValueError:
            named = None
        if not named or not url.raw_host or set(pair) & set("/?#@"):
            raise SettingsError(
                f"allowed_private_hosts: {pair!r} is not host:port, such as 127.0.0.1:8080"
            )
        found.add(host_and_port(url))
    return frozenset(found)


def _number_like(host: str) -> bool:
    """Whether the system's resolver might read the name as an IPv4 number (inet_aton does)."""
    return set(host.lower()) <= DIGITS and host.rstrip(".").rsplit(".", 1)[-1][:1].isdigit()
