"""Which feeds a pipeline reads: the file of the settings, else the user's own, else the bundled."""

from collections.abc import Sequence
from pathlib import Path

from ingest.feeds import Feed, default_feeds, read_feeds, to_opml
from runtime.settings import Settings

OWN = "feeds.opml"
"""The list in the data directory that `parley feeds add` makes."""


def subscriptions(settings: Settings) -> list[Feed]:
    """The feeds to read. Raises what `read_feeds` raises for a file that is no list of feeds."""
    if settings.feeds is not None:
        return read_feeds(settings.feeds)
    own = settings.data_dir / OWN
    return read_feeds(own) if own.exists() else default_feeds()


def add_feeds(settings: Settings, feeds: Sequence[Feed]) -> tuple[int, Path]:
    """Add feeds to the user's own list: how many were new, and where it stands.

    The file is replaced whole or not at all.
    """
    own = settings.data_dir / OWN
    before = read_feeds(own) if own.exists() else []
    known = {each.url for each in before}
    new = {each.url: each for each in feeds if each.url not in known}
    if new:
        own.parent.mkdir(parents=True, exist_ok=True)
        part = own.with_suffix(".part")
        part.write_text(to_opml([*before, *new.values()], "Parley"), encoding="utf-8")
        part.replace(own)
    return len(new), own
