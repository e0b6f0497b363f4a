"""The index in SQLite: one table and one FTS5 table per kind, in the file that all rooms share.

`schema` has the tables, `conditions` makes SQL of a query, `writing` and `reading` use both.
What does not belong here: what of a document is searched, which is the same in every store.
"""

from search.index.local.schema import MIGRATIONS
from search.index.local.sqlite import SqliteIndex

__all__ = ["MIGRATIONS", "SqliteIndex"]
