"""Plain lists of feeds, and the choice between a list and OPML."""

from pathlib import Path

from ingest.feeds.feed import Feed, feed_at
from ingest.feeds.opml import NotOpml, read_opml


class FeedListError(ValueError):
    """The file holds no list of feeds; the message says where it is wrong and what to do."""


def read_feeds(path: Path) -> list[Feed]:
    """The feeds of a file, OPML or plain, each address once.

    Raises `FeedListError`, and `OSError` for a file that can't be read.
    """
    data = path.read_bytes()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        try:
            return read_opml(data)
        except NotOpml as error:
            raise FeedListError(f"{path}: {error}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedListError(f"{path}: save it as UTF-8 ({error.reason})") from error
    return read_list(text, str(path))


def read_list(text: str, source: str = "list") -> list[Feed]:
    """One feed a line: its address, or "address | outlet's name | country"; `#` begins a comment.

    Raises `FeedListError` with the number of the first line that is wrong.
    """
    feeds: dict[str, Feed] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        # An address may hold a "#" itself: a comment begins at the line's start or after a space.
        content = f" {line}".split(" #", 1)[0].strip()
        if not content:
            continue
        parts = [part.strip() for part in content.split("|")]
        if len(parts) > 3:
            raise FeedListError(f"{source}:{number}: at most three parts: address | name | country")
        try:
            feed = feed_at(*parts)
        except ValueError as error:
            raise FeedListError(f"{source}:{number}: {error}") from error
        feeds.setdefault(feed.url, feed)
    if not feeds:
        raise FeedListError(f"{source}: no feed in it; write one address on each line")
    return list(feeds.values())
