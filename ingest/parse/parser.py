"""feedparser on bytes, with its result made plain, bounded and typed."""

import calendar
import html
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urljoin

import feedparser

from ingest.decide.dates import judge
from ingest.parse.charset import media_type_for
from ingest.parse.cut import cut
from ingest.parse.entry import Entry, ParsedFeed
from ingest.text import clean, html_to_text

Reason = Literal["empty", "html", "not_a_feed"]

MAX_FIELD = 8 * 1024 * 1024
"""Characters of one field; no article is as long, and markup costs time in proportion."""

MAX_NAME = 4096
"""Characters of a guid, a link, a title: beyond it they are attacks or accidents."""

NO_NEWS = ("", "opml")
"""What feedparser calls documents that it can read and that are no feeds."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html)\b", re.IGNORECASE)

_SECONDS = {"hourly": 3600, "daily": 86400, "weekly": 7 * 86400}
"""Periods of the RSS syndication module; longer ones are not taken at their word."""


class NotAFeed(ValueError):
    """The bytes are no feed; `reason` says what they seem to be."""

    def __init__(self, reason: Reason, text: str) -> None:
        self.reason: Reason = reason
        super().__init__(text)


def parse_feed(
    data: bytes, content_type: str | None = None, newest: int = 1000, url: str = ""
) -> ParsedFeed:
    """The feed in `data` (decompressed bytes): RSS 0.9 to 2.0, RDF, Atom, also ill-formed ones.

    At most `newest` entries are given, the rest is counted. Links are made absolute by `url`, the
    feed's address. Nothing outside of the bytes is loaded,
    no entity of the document's own is expanded. Raises `NotAFeed`.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise NotAFeed("empty", "the answer is empty")
    data, left_out = cut(data)
    headers = {"content-type": media_type_for(data, content_type)}
    try:
        found: Any = feedparser.parse(
            data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    # Its own faults on hostile markup have no type of their own.
    except Exception as error:
        raise NotAFeed("not_a_feed", f"no parser can read it: {type(error).__name__}") from error
    version, raw_entries = found.get("version", ""), found.get("entries", [])
    if not raw_entries and version in NO_NEWS:
        if _HTML.search(data[:4096]):
            raise NotAFeed("html", "a web page, not a feed: look for the feed's own address")
        raise NotAFeed("not_a_feed", "neither RSS nor Atom")
    feed = found.get("feed", {})
    entries = [_entry(raw, _text(feed, "language"), url) for raw in raw_entries]
    unique, repeated = _without_repetition(entries)
    kept = _newest(unique, newest)
    return ParsedFeed(
        title=html_to_text(_text(feed, "title"))[:MAX_NAME],
        language=_text(feed, "language") or None,
        ttl=_ttl(feed),
        entries=tuple(kept),
        surplus=len(unique) - len(kept) + left_out,
        repeated=repeated,
        guids_repeat=_guids_repeat(unique),
        fault=_fault(found),
    )


def _entry(raw: Mapping[str, Any], language: str, base: str) -> Entry:
    claimed, parsed = _dates(raw)
    content = max((_markup(each) for each in raw.get("content") or ()), key=len, default="")
    summary = _markup(raw.get("summary_detail") or {"value": raw.get("summary")})
    return Entry(
        guid=_name(raw, "id"),
        link=_link(raw, base),
        title=" ".join(html_to_text(_markup(raw.get("title_detail") or {})).split())[:MAX_NAME],
        summary="" if summary == content else summary,
        content=content,
        author=_name(raw, "author"),
        claimed=claimed,
        parsed=parsed,
        language=_language_of(raw) or language or None,
    )


def _markup(detail: Mapping[str, Any]) -> str:
    value = detail.get("value")
    if not isinstance(value, str):
        return ""
    value = value[:MAX_FIELD].strip()
    return html.escape(value, quote=False) if detail.get("type") == "text/plain" else value


def _text(mapping: Mapping[str, Any], name: str) -> str:
    value = mapping.get(name)
    return value if isinstance(value, str) else ""


def _name(raw: Mapping[str, Any], name: str) -> str | None:
    value = clean(_text(raw, name)).strip()
    return value if value and len(value) <= MAX_NAME else None


def _link(raw: Mapping[str, Any], base: str) -> str | None:
    """The entry's address; not a guid that the parser took for one because nothing forbids it.

    Made absolute here: told of the feed's address, the parser would change guids as well.
    """
    link, guid = _name(raw, "link"), _name(raw, "id") or ""
    if link is None or (raw.get("guidislink") and link == guid and not _WEB.match(guid)):
        return None
    try:
        link = urljoin(base, link)
    except ValueError:
        return None
    return link if _WEB.match(link) else None


def _language_of(raw: Mapping[str, Any]) -> str:
    details = [*(raw.get("content") or ()), raw.get("summary_detail") or {}]
    return next((_text(each, "language") for each in details if _text(each, "language")), "")


def _dates(raw: Mapping[str, Any]) -> tuple[str | None, datetime | None]:
    """The wording of the date, and what feedparser read in it."""
    # As plain dictionaries: feedparser warns when it is asked for an `updated` that is not there.
    entry = dict(raw)
    for name in ("published", "updated", "created"):
        wording = _text(entry, name).strip()
        if wording:
            return wording[:200], _moment(entry.get(f"{name}_parsed"))
    return None, None


def _moment(parsed: object) -> datetime | None:
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _ttl(feed: Mapping[str, Any]) -> float | None:
    """Seconds until the feed may change: RSS `ttl` (minutes), else the syndication module."""
    minutes = _text(feed, "ttl").strip()
    if re.fullmatch(r"\d{1,7}", minutes) and int(minutes) > 0:
        return int(minutes) * 60.0
    period = _SECONDS.get(_text(feed, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    times = _text(feed, "sy_updatefrequency").strip()
    return period / int(times) if re.fullmatch(r"[1-9]\d{0,3}", times) else float(period)


def _without_repetition(entries: Sequence[Entry]) -> tuple[list[Entry], int]:
    """Each entry once: the same in all fields, or the same guid and the same link."""
    unique: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        same = (entry.guid, entry.link) if entry.guid else (None, entry)
        unique.setdefault(same, entry)
    return list(unique.values()), len(entries) - len(unique)


def _guids_repeat(unique: Sequence[Entry]) -> bool:
    guids = [entry.guid for entry in unique if entry.guid]
    return len(guids) != len(set(guids))


def _newest(entries: list[Entry], newest: int) -> list[Entry]:
    """The newest first, those without a believable date last and in the feed's order."""
    dated = [judge(entry.claimed, None, entry.parsed) for entry in entries]
    order = sorted(
        range(len(entries)),
        key=lambda n: -(d.timestamp() if dated[n].trusted and (d := dated[n].at) else 0.0),
    )
    return [entries[n] for n in order[:newest]]


def _fault(found: Mapping[str, Any]) -> str | None:
    error = found.get("bozo_exception")
    if not found.get("bozo") or error is None:
        return None
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
