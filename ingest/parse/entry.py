"""What a feed says: values without behaviour."""

from datetime import datetime

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed, as the feed has it.

    `summary` and `content` are HTML (plain text is escaped); `claimed` is the feed's wording of the
    date, `parsed` what the feed parser made of it (UTC), `language` what the entry or feed claims.
    """

    guid: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str | None = None
    claimed: str | None = None
    parsed: datetime | None = None
    language: str | None = None


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed: its entries, newest first where they are dated, else in the feed's order.

    `ttl` is in seconds. `surplus` counts entries beyond the limit, `repeated` those that came
    twice; `fault` says in words what is wrong with the markup of a feed that could be read.
    `guids_repeat` tells that one guid stands for several articles, so that guids mean nothing.
    """

    title: str = ""
    language: str | None = None
    ttl: float | None = None
    entries: tuple[Entry, ...] = ()
    surplus: int = 0
    repeated: int = 0
    guids_repeat: bool = False
    fault: str | None = None
