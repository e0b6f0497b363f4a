"""An edition as a feed: RSS 2.0 with or without full text, Atom 1.0, RSS 1.0 (RDF).

Formats: https://www.rssboard.org/rss-specification, RFC 4287, https://web.resource.org/rss/1.0/spec.
Entries keep one identity through corrections and through runs: it is made of the address that the
outlet gave the article, never of the loopback port, while links lead to the loopback page.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Literal, cast

from lxml import etree

from parley.demo.edition import FEED_LENGTH, Edition, Entry
from parley.demo.markup import paragraphs

Style = Literal["rss-full", "atom", "rss-summary", "rdf", "atom-summary"]
STYLES: tuple[Style, ...] = ("rss-full", "atom", "rss-summary", "rdf", "atom-summary")
TTL_MINUTES = 15
"""Said in RSS 2.0 feeds; the cache header, which knows when news is due, is more exact."""

MEDIA_TYPES: dict[Style, str] = {
    "rss-full": "application/rss+xml; charset=utf-8",
    "rss-summary": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "atom-summary": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=iso-8859-1",
}

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"
XML = "http://www.w3.org/XML/1998/namespace"


def write_feed(style: Style, edition: Edition, site: str, now: datetime) -> bytes:
    """The feed of `edition` as it stands at `now`; `site` is the loopback address without a path.

    The bytes change only when an entry does.
    """
    entries = edition.entries(now)[:FEED_LENGTH]
    changed = max((entry.updated_at for entry in entries), default=None)
    if style in ("rss-full", "rss-summary"):
        return _rss(edition, entries, site, changed, full=style == "rss-full")
    if style in ("atom", "atom-summary"):
        return _atom(edition, entries, site, changed, full=style == "atom")
    return _rdf(edition, entries, site)


def _rss(
    edition: Edition, entries: Sequence[Entry], site: str, changed: datetime | None, *, full: bool
) -> bytes:
    root = etree.Element("rss", nsmap={"content": CONTENT}, version="2.0")
    channel = _child(root, "channel")
    _child(channel, "title", edition.outlet)
    _child(channel, "link", f"{site}/")
    _child(channel, "description", f"News from {edition.outlet}")
    _child(channel, "language", "en")
    _child(channel, "ttl", str(TTL_MINUTES))
    if changed is not None:
        _child(channel, "lastBuildDate", format_datetime(changed, usegmt=True))
    for entry in entries:
        item = _child(channel, "item")
        _child(item, "title", entry.current.title)
        _child(item, "link", site + entry.current.path)
        guid = _child(item, "guid", entry.first.url)
        guid.set("isPermaLink", "false")
        _child(item, "pubDate", _rfc822(entry, full=full))
        _child(item, "description", entry.current.summary)
        if full:
            html = paragraphs(entry.current.text, "named")
            body = _child(item, f"{{{CONTENT}}}encoded")
            body.text = etree.CDATA(html)
    return _bytes(root, "utf-8")


def _rfc822(entry: Entry, *, full: bool) -> str:
    """One outlet writes Greenwich time, the other the time of its own newsroom."""
    if full:
        return format_datetime(entry.updated_at.astimezone(UTC), usegmt=True)
    return format_datetime(entry.updated_at.astimezone(timezone(timedelta(hours=-3))))


def _atom(
    edition: Edition, entries: Sequence[Entry], site: str, changed: datetime | None, *, full: bool
) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_named({None: ATOM}))
    root.set(f"{{{XML}}}lang", "en")
    _child(root, f"{{{ATOM}}}title", edition.outlet)
    _child(root, f"{{{ATOM}}}id", f"tag:{edition.domain},2026:/")
    _child(root, f"{{{ATOM}}}link").set("href", f"{site}/")
    started = edition.stories[0].published_at
    _child(root, f"{{{ATOM}}}updated", _w3c(changed or started))
    _child(_child(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", edition.outlet)
    for entry in entries:
        item = _child(root, f"{{{ATOM}}}entry")
        _child(item, f"{{{ATOM}}}title", entry.current.title).set("type", "text")
        _child(item, f"{{{ATOM}}}id", f"tag:{edition.domain},2026:{entry.first.path}")
        link = _child(item, f"{{{ATOM}}}link")
        link.set("rel", "alternate")
        link.set("href", site + entry.current.path)
        _child(item, f"{{{ATOM}}}published", _w3c(entry.first.published_at))
        _child(item, f"{{{ATOM}}}updated", _w3c(entry.updated_at))
        _child(item, f"{{{ATOM}}}summary", entry.current.summary)
        if full:
            body = _child(item, f"{{{ATOM}}}content", paragraphs(entry.current.text, "numeric"))
            body.set("type", "html")
    return _bytes(root, "utf-8")


def _rdf(edition: Edition, entries: Sequence[Entry], site: str) -> bytes:
    root = etree.Element(
        f"{{{RDF}}}RDF", nsmap=_named({"rdf": RDF, None: RSS1, "dc": DC, "content": CONTENT})
    )
    channel = _child(root, f"{{{RSS1}}}channel")
    channel.set(f"{{{RDF}}}about", f"https://{edition.domain}/")
    _child(channel, f"{{{RSS1}}}title", edition.outlet)
    _child(channel, f"{{{RSS1}}}link", f"{site}/")
    _child(channel, f"{{{RSS1}}}description", f"News from {edition.outlet}")
    _child(channel, f"{{{DC}}}language", "en")
    order = _child(_child(channel, f"{{{RSS1}}}items"), f"{{{RDF}}}Seq")
    for entry in entries:
        _child(order, f"{{{RDF}}}li").set(f"{{{RDF}}}resource", entry.first.url)
        item = _child(root, f"{{{RSS1}}}item")
        item.set(f"{{{RDF}}}about", entry.first.url)
        _child(item, f"{{{RSS1}}}title", entry.current.title)
        _child(item, f"{{{RSS1}}}link", site + entry.current.path)
        _child(item, f"{{{RSS1}}}description", entry.current.summary)
        _child(item, f"{{{DC}}}date", _w3c(entry.updated_at))
        _child(item, f"{{{CONTENT}}}encoded", paragraphs(entry.current.text))
    return _bytes(root, "iso-8859-1")


def _child(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, name)
    if text is not None:
        child.text = text
    return child


def _w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bytes(root: etree._Element, encoding: str) -> bytes:
    written = etree.tostring(root, xml_declaration=True, encoding=encoding, pretty_print=True)
    return written if isinstance(written, bytes) else written.encode(encoding)


def _named(namespaces: Mapping[str | None, str]) -> dict[str, str]:
    """The stubs know no default namespace (None), lxml does."""
    return cast("dict[str, str]", dict(namespaces))
