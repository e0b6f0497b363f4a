"""Tokens of the console's readers, and the key of its sessions, in the one SQLite file.

What does not belong here: what a token may do and who is let in (`search.console.access`).
"""

from search.console.local.sqlite import SqliteTokens
from search.console.local.tables import MIGRATIONS

__all__ = ["MIGRATIONS", "SqliteTokens"]
