"""What the topic of feeds holds: one message for each feed, and one for each entry ever seen.

All of an outlet lies on one partition, whatever the message's key: feeds of one outlet list the
same entries, and who polls one of them must know what was seen in the others.
"""

from datetime import datetime

import msgspec

from ingest.decide.health import FeedMemory
from ingest.state import SeenMark
from runtime.kafka.placement import partition_of


class FeedNote(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered of a feed. `hours`: those in which it had news, its habit."""

    feed: FeedMemory
    hours: tuple[datetime, ...] = ()
    schema: int = 1


class EntryNote(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered of an entry."""

    entry: SeenMark
    schema: int = 1


FEED = "feed"
ENTRY = "entry"


def feed_key(url: str) -> str:
    """The key of a feed's message."""
    return f"{FEED}:{url}"


def entry_key(outlet_domain: str, identity: str) -> str:
    """The key of an entry's message."""
    return f"{ENTRY}:{outlet_domain}\n{identity}"


def read_key(key: str) -> tuple[str, ...]:
    """("feed", url) or ("entry", domain, identity); empty for what is no key of ours."""
    kind, _, rest = key.partition(":")
    if kind == FEED and rest:
        return FEED, rest
    domain, line, identity = rest.partition("\n")
    return (ENTRY, domain, identity) if kind == ENTRY and line else ()


def place_of(outlet_domain: str, partitions: int) -> int:
    """The partition of everything of an outlet."""
    return partition_of(outlet_domain.encode() or b"-", partitions)
