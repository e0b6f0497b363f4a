"""Which feeds a pipeline reads: the file of the settings, else the user's own, else the bundled."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.decide.health import FeedMemory
from ingest.feeds import Feed, default_feeds, read_feeds, to_opml
from ingest.feeds.feed import feed_at
from parley.dossiers import dossier_files
from processors.dossiers import load
from runtime.settings import Settings

if TYPE_CHECKING:
    from parley.session import Session

OWN = "feeds.opml"
"""The list in the data directory that `parley feeds add` makes."""


def subscriptions(settings: Settings, dossiers: Sequence[Path] = ()) -> list[Feed]:
    """The feeds to read, those of the dossiers in force and of the given ones included.

    Raises what `read_feeds` raises for a file that is no list of feeds, and `DossierError`.
    """
    own = settings.data_dir / OWN
    if settings.feeds is not None:
        listed = read_feeds(settings.feeds)
    else:
        listed = read_feeds(own) if own.exists() else default_feeds()
    found = {feed.url: feed for feed in listed}
    for path in dossier_files(settings, dossiers):
        dossier = load(path)
        for address in dossier.feeds:
            found.setdefault(address, feed_at(address, title=dossier.title))
    return list(found.values())


def remembered(session: "Session") -> list[FeedMemory]:
    """What is remembered of every feed that was ever asked, in either shell."""
    if session.settings.shell == "cluster":
        from parley.cluster.feeds import remembered_feeds

        return remembered_feeds(session.settings)
    with session.store() as store:
        return list(store.feeds.feeds())


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
