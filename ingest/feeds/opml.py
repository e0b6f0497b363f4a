"""OPML (opml.org, version 2.0): how readers of feeds exchange their subscriptions."""

import html
import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from ingest.feeds.feed import Feed, feed_at

_BARE_AMPERSAND = re.compile(rb"&(?!#?\w+;)")
"""Addresses are often pasted as they are; the parser would pass over the rest of the parameter."""


class NotOpml(ValueError):
    """The bytes are no OPML with a feed in it."""


def read_opml(data: bytes) -> list[Feed]:
    """The feeds of an OPML file, at any depth of its folders, each address once.

    What is broken in the markup is passed over; outlines whose address is none are left out.
    Nothing outside of the bytes is loaded. Raises `NotOpml`.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotOpml(f"no OPML: {error}") from error
    feeds: dict[str, Feed] = {}
    for outline in () if tree is None else tree.iter("{*}outline"):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        feed = _feed(attributes)
        if feed is not None:
            feeds.setdefault(feed.url, feed)
    if not feeds:
        raise NotOpml("no feed in it: an outline of a feed has an xmlUrl")
    return list(feeds.values())


def _feed(attributes: dict[str, str]) -> Feed | None:
    # Some programs escape twice. Only this entity: "&copy=1" is a parameter, no sign.
    url = attributes.get("xmlurl", "").replace("&amp;", "&")
    title = html.unescape(attributes.get("title") or attributes.get("text") or "")
    if not url.strip():
        return None
    name, domain = attributes.get("outlet", title), attributes.get("domain", "")
    try:
        return feed_at(url, name, attributes.get("country"), title, domain)
    except ValueError:
        pass
    try:
        return feed_at(url, name, None, title, domain)
    except ValueError:
        return None


def to_opml(feeds: Iterable[Feed], title: str = "Parley") -> str:
    """The feeds as OPML 2.0. Outlet, domain and country go in attributes that others ignore."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{html.escape(title, quote=False)}</title></head>",
        "  <body>",
        *(f"    <outline {_attributes(feed)}/>" for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(feed: Feed) -> str:
    values = {
        "type": "rss",
        "text": feed.title or feed.outlet.name,
        "xmlUrl": feed.url,
        "outlet": feed.outlet.name,
        "domain": feed.outlet.domain,
        "country": feed.outlet.country or "",
    }
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items() if value)
