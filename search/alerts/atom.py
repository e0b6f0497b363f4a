"""The alerts of a watch as an Atom feed (RFC 4287), the newest first."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from wire.alert import Alert
from wire.watch import Watch

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100


def feed(watch: Watch, alerts: Iterable[Alert], now: datetime) -> bytes:
    """The feed as bytes, at most `ENTRIES` entries. Its ids are the ids of watch and alerts."""
    newest = sorted(alerts, key=lambda each: (each.at, each.id), reverse=True)[:ENTRIES]
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", f"tag:parley,2026:watch:{watch.id}")
    _text(root, "title", f"Parley: {watch.name}")
    _text(root, "updated", (newest[0].at if newest else now).isoformat())
    _text(SubElement(root, "author"), "name", "Parley")
    for alert in newest:
        entry = SubElement(root, "entry")
        _text(entry, "id", f"tag:parley,2026:alert:{alert.id}")
        _text(entry, "title", f"{alert.headline} ({alert.state})")
        _text(entry, "updated", alert.at.isoformat())
        _text(entry, "content", alert.body)
        if alert.url and alert.url.startswith(("https://", "http://")):
            SubElement(entry, "link", rel="alternate", href=_clean(alert.url))
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 has no way to write."""
    return "".join(
        each
        for each in text
        if each in "\t\n\r"
        or " " <= each <= "\ud7ff"
        or "\ue000" <= each <= "\ufffd"
        or each > "\uffff"
    )
