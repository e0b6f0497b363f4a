"""The feeds that Parley reads when nobody names others."""

import tomllib
from importlib.resources import files

from ingest.feeds.feed import Feed, feed_at


def default_feeds() -> list[Feed]:
    """The feeds of `default.toml`, in its order."""
    source = files("ingest.feeds").joinpath("default.toml").read_text(encoding="utf-8")
    return [
        feed_at(
            row["url"],
            row["outlet"],
            row.get("country"),
            row.get("title", ""),
            row.get("domain", ""),
        )
        for row in tomllib.loads(source)["feed"]
    ]
