"""Articles from files: JSON lines, HTML pages and WARC archives go the way that feeds go.

What does not belong here: storing, extraction, and any fetching.
"""

from ingest.backfill.plan import Backfill, NotArticles, Remembered

__all__ = ["Backfill", "NotArticles", "Remembered"]
