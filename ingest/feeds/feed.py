"""A subscription to one feed."""

from dataclasses import dataclass

from ingest.outlets import host_of, registrable_domain
from wire import Outlet


@dataclass(frozen=True, slots=True)
class Feed:
    """The address of a feed and whose it is; `title` is what the reader calls it."""

    url: str
    outlet: Outlet
    title: str = ""


def feed_at(
    url: str, name: str = "", country: str | None = None, title: str = "", domain: str = ""
) -> Feed:
    """A feed from what a list says of it; the outlet's domain is the feed's own unless given.

    Raises `ValueError`, in words for the reader, for an address that is none of the web.
    """
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or not host_of(url):
        raise ValueError(f"{url[:200]!r} is no address that begins with http:// or https://")
    country = (country or "").strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise ValueError(f"{country[:20]!r} is no country code of two letters (ISO 3166-1)")
    domain = domain.strip().lower() or registrable_domain(host_of(url))
    outlet = Outlet(name=name.strip() or domain, domain=domain, country=country or None)
    return Feed(url=url, outlet=outlet, title=title.strip())
