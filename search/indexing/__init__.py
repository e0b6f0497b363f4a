"""What the index role does with a batch: readings and shifts into the index, then to the watches.

What does not belong here: how documents are kept (`search.index`), what a watch means
(`search.alerts`), and what becomes of a hit.
"""

from search.indexing.batch import Batch, rounds
from search.indexing.taking import Indexing

__all__ = ["Batch", "Indexing", "rounds"]
