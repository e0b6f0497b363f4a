"""The bytes of a feed become entries, whatever is wrong with them.

What does not belong here: fetching, what is remembered of a feed, and what to do with an entry.
"""

from ingest.parse.entry import Entry, ParsedFeed
from ingest.parse.parser import NotAFeed, parse_feed

__all__ = ["Entry", "NotAFeed", "ParsedFeed", "parse_feed"]
