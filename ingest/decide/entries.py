"""What to do with an entry, given what is remembered of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ingest.parse.entry import Entry
from ingest.text import html_to_text
from wire.ids import content_hash

Outcome = Literal["article", "dropped", "dead", "waiting"]
"""What became of an entry; "waiting" for a page that could not be had yet."""

DropReason = Literal["language", "no_text", "surplus", "repeated"]
"""Bounded on purpose: it is a label of a metric."""

FULL_CONTENT_WORDS = 60
"""A content element shorter than this is a summary in the wrong place."""

FULL_SUMMARY_WORDS = 200
"""Summaries of news feeds have 10 to 80 words; a description this long is the article."""

A_MOMENT = timedelta(milliseconds=1)

PAGE_ATTEMPTS = 3
"""Polls at which a page is asked for before the summary is taken as all there is."""

_CUT_OFF = ("...", "…", "[…]", "[...]", "read more", "continue reading", "more »", "more »]")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is kept of an entry: its article, when it was first seen, and what it held.

    `entry_hash` is of the entry as the feed has it, `content_hash` of the article made from it, and
    `fetched_at` says when that was fetched.
    `attempts` counts fruitless fetches of its page.
    """

    article_id: str | None
    first_seen_at: datetime
    entry_hash: str
    content_hash: str = ""
    outcome: Outcome = "article"
    attempts: int = 0
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing to do: the entry holds what it held, whatever its date says now."""


@dataclass(frozen=True, slots=True)
class Take:
    """The entry holds the article: `text` is its text."""

    text: str


@dataclass(frozen=True, slots=True)
class FetchPage:
    """The entry holds a summary (`fallback`): the article is at `url`."""

    url: str
    fallback: str


Intent = Skip | Take | FetchPage


def entry_hash(entry: Entry) -> str:
    """Hash of what an entry says. Its dates and its author are no part: they move on their own."""
    return content_hash(entry.title, f"{entry.summary}\x00{entry.content}")


def decide(entry: Entry, known: Remembered | None) -> Intent:
    """Whether the entry is new or changed, and where its text is to be found."""
    if known is not None and known.outcome != "waiting" and known.entry_hash == entry_hash(entry):
        return Skip()
    content, summary = html_to_text(entry.content), html_to_text(entry.summary)
    text = max(content, summary, key=len)
    if not entry.link or _is_whole(content, FULL_CONTENT_WORDS):
        return Take(text if not entry.link else content)
    if _is_whole(summary, FULL_SUMMARY_WORDS):
        return Take(summary)
    return FetchPage(entry.link, text)


def fetched(known: Remembered | None, now: datetime) -> datetime:
    """When a text counts as fetched: now, and later than the text of it that is known.

    Revisions are ranked by it. Where the clock was set back, an edit would be taken for a text that
    is older than the one it corrects, and never be shown.
    """
    if known is None or not known.content_hash:
        return now
    return max(now, (known.fetched_at or known.first_seen_at) + A_MOMENT)


def _is_whole(text: str, words: int) -> bool:
    return len(text.split()) >= words and not text.rstrip(" .\n").lower().endswith(_CUT_OFF)


def text_of_page(page_text: str, fallback: str) -> str:
    """The better of what the page and the feed hold: the longer, in words."""
    return page_text if len(page_text.split()) >= len(fallback.split()) else fallback


def gives_up(attempts: int) -> bool:
    """Whether a page that could not be had `attempts` times is not asked for again."""
    return attempts >= PAGE_ATTEMPTS


def is_passing(status: int) -> bool:
    """Whether a page's status may be another one soon (RFC 9110: 408, 425, 429, 5xx)."""
    return status in (408, 425, 429) or status >= 500
