"""Which entry is which: the identity that stays when dates, titles and texts move."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ingest.parse.entry import Entry
from wire.ids import digest, normalised

TRACKING = ("utm_", "at_medium", "at_campaign", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid")
"""Parameters that say where a reader came from; one article has many of them."""

ENDING = re.compile(r"[/\s]+\Z")
"""Slashes and blanks at the end of a path, in whatever order."""


def identity(entry: Entry, *, guids_repeat: bool = False) -> str:
    """One of "guid:…", "link:…" (the normalised address) and "content:…" (title and text).

    With `guids_repeat` the feed gives one guid to several articles, and none of them is used.
    """
    if entry.guid and not guids_repeat:
        return f"guid:{entry.guid}"
    if entry.link:
        return f"link:{normalised_link(entry.link)}"
    words = (entry.title, entry.content or entry.summary)
    return f"content:{digest('entry', *(normalised(each) for each in words))}"


def normalised_link(url: str) -> str:
    """One spelling for the addresses of one page: no fragment, no tracking, host in lower case.

    http and https are taken for the same, and so is a slash at the end.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].lower().startswith(TRACKING)
    ]
    path = ENDING.sub("", parts.path)
    return urlunsplit(("https", host + port, path, urlencode(query), ""))
