"""What is kept and found: articles, statements and shifts, each in its newest version.

`Index` is the contract of every store; `SqliteIndex` (in `local/`) keeps it in the one file,
`ElasticIndex` (in `elastic/`) at a server for many.
What does not belong here: the wording of queries (`search.query`), and deciding what is true.
"""

from search.index.local import MIGRATIONS, SqliteIndex
from search.index.protocol import (
    KINDS,
    Applied,
    BadCursor,
    Counted,
    Document,
    Hit,
    Index,
    Kind,
    Order,
    Page,
    Revision,
    SearchTimeout,
    Standing,
    StoreUnavailable,
)

__all__ = [
    "KINDS",
    "MIGRATIONS",
    "Applied",
    "BadCursor",
    "Counted",
    "Document",
    "Hit",
    "Index",
    "Kind",
    "Order",
    "Page",
    "Revision",
    "SearchTimeout",
    "SqliteIndex",
    "Standing",
    "StoreUnavailable",
]
