"""Verdicts in the one SQLite file.

What does not belong here: what a verdict is, and what follows from it (the room above decides).
"""

from search.verdicts.local.sqlite import Verdicts
from search.verdicts.local.tables import MIGRATIONS

__all__ = ["MIGRATIONS", "Verdicts"]
