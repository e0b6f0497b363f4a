"""The alerts of a watch as an Atom feed (RFC 4287), the newest first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from search.alerts.local.history import Step
from search.alerts.message import Message, message_of
from search.alerts.notice import Notice
from search.alerts.rendering import fragment, subject
from wire.alert import Alert
from wire.watch import Watch

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100


def feed(
    watch: Watch,
    alerts: Iterable[Alert],
    steps: Mapping[str, Sequence[Step]],
    now: datetime,
    console: str = "",
) -> bytes:
    """The feed as bytes, at most `ENTRIES` entries. Its ids are the ids of watch and alerts.

    An entry is dated by the newest of the alert's `steps`, so that programs show it again when it
    is confirmed, amended or retracted. `console` is where the console is reached.
    """
    dated = [(steps[each.id][-1].at if steps.get(each.id) else each.at, each) for each in alerts]
    newest = sorted(dated, key=lambda pair: (pair[0], pair[1].id), reverse=True)[:ENTRIES]
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", f"tag:parley,2026:watch:{watch.id}")
    _text(root, "title", f"Parley: {watch.name}")
    _text(root, "updated", (newest[0][0] if newest else now).isoformat())
    _text(SubElement(root, "author"), "name", "Parley")
    for at, alert in newest:
        said = _message(watch, alert, steps.get(alert.id, ()), console)
        entry = SubElement(root, "entry")
        _text(entry, "id", f"tag:parley,2026:alert:{alert.id}")
        _text(entry, "title", subject(said))
        _text(entry, "published", alert.at.isoformat())
        _text(entry, "updated", at.isoformat())
        content = SubElement(entry, "content", type="html")
        content.text = _clean(fragment(said))
        link = said.article or said.console
        if link:
            SubElement(entry, "link", rel="alternate", href=_clean(link))
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _message(watch: Watch, alert: Alert, steps: Sequence[Step], console: str) -> Message:
    news = steps[-1].says if steps else ""
    notice = Notice(alert=alert, watch=watch.name, what="new", says=news)
    return message_of(notice, None, console)


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
