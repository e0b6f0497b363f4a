"""The article key: which revision of an article is the newest, and what number it has.

Pure functions over the set of revisions that were seen, in any order and any number of times.
What does not belong here: fetching, extraction, storage.
"""

from processors.articles.revisions import newest, ranked
from processors.articles.settled import (
    Revision,
    article_rows,
    settled,
    statement_rows,
    version_after,
)

__all__ = [
    "Revision",
    "article_rows",
    "newest",
    "ranked",
    "settled",
    "statement_rows",
    "version_after",
]
