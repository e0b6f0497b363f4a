"""Subscriptions: which feeds there are, read from OPML and plain lists, and the bundled ones.

What does not belong here: fetching feeds, what is in them, and when they are asked.
"""

from ingest.feeds.bundled import default_feeds
from ingest.feeds.feed import Feed
from ingest.feeds.lists import FeedListError, read_feeds, read_list
from ingest.feeds.opml import read_opml, to_opml

__all__ = [
    "Feed",
    "FeedListError",
    "default_feeds",
    "read_feeds",
    "read_list",
    "read_opml",
    "to_opml",
]
