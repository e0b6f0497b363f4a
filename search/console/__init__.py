"""The console: pages for people and the same as JSON for programs, over the index. It only reads.

What does not belong here: what shifted and why, fetching, and imports of ingest or processors;
what the console needs of them comes through `sources.Sources`, which the program wires.
"""

from search.console.access import Access
from search.console.application import application
from search.console.desk import Desk
from search.console.serving import Listener, NotServed, serve
from search.console.sources import FeedReport, HistoryEntry, Sources

__all__ = [
    "Access",
    "Desk",
    "FeedReport",
    "HistoryEntry",
    "Listener",
    "NotServed",
    "Sources",
    "application",
    "serve",
]
