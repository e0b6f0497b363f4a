"""The article key: which revision of an article is the newest, and what number it has.

Pure functions over the set of revisions that were seen, in any order and any number of times.
What does not belong here: fetching, extraction, storage.
"""

from processors.articles.revisions import newest, ranked

__all__ = ["newest", "ranked"]
