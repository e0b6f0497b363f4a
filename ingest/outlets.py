"""Who publishes: the outlet behind an address, a domain or a bare name."""

import ipaddress
import re
from urllib.parse import urlsplit

from tld import get_fld

from wire import Outlet

UNKNOWN = Outlet(name="unknown", domain="unknown")

_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*")


def host_of(url: str) -> str:
    """The host of an address in lower case, with the port where it is not the usual one."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if ":" in host:
        host = f"[{host}]"
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{host}:{port}" if host and port not in (None, usual) else host


def registrable_domain(host: str) -> str:
    """The domain that can be registered ("news.bbc.co.uk" -> "bbc.co.uk").

    By the Public Suffix List as the library carries it. A host that has none (an address, a name
    of a local network, a reserved domain) stands for itself, with its port.
    """
    host = host.strip().lower().rstrip(".")
    name = host.rsplit(":", 1)[0]
    if _is_address(name.strip("[]")):
        return host
    found = get_fld(name, fix_protocol=True, fail_silently=True) if "." in name else None
    if found:
        return str(found)
    labels = name.split(".")
    return host if ":" in host or len(labels) < 2 else ".".join(labels[-2:])


def outlet_of(given: str | None, url: str | None = None) -> Outlet:
    """The outlet of an article from what is known: a domain or a name, and the article's address.

    A name without any domain stands for itself in lower case ("nine-news").
    """
    given = (given or "").strip()
    host = registrable_domain(host_of(url)) if url else ""
    if _HOST.fullmatch(given.lower()):
        domain = registrable_domain(given)
        return Outlet(name=domain, domain=domain)
    if given:
        return Outlet(name=given, domain=host or _slug(given))
    return Outlet(name=host, domain=host) if host else UNKNOWN


def _slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.lower())) or UNKNOWN.domain


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
