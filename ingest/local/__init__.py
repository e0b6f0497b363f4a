"""What is remembered of feeds and entries, in the local shell's SQLite file.

What does not belong here: decisions, fetching, articles themselves.
"""

from ingest.local.feed_state import MIGRATIONS, SqliteFeedState

__all__ = ["MIGRATIONS", "SqliteFeedState"]
