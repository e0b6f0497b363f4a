"""The sets of facts as SQLite rows, and the views kept beside them: the core's local store.

An article's changes are written inside the caller's transaction and handed back as upserts.
What does not belong here: decisions (they are pure functions of the sets) and what is searched.
"""

from processors.local.changes import Changes
from processors.local.history import Entry, changed_since, earlier, history
from processors.local.sets import Sets
from processors.local.tables import MIGRATIONS

__all__ = ["MIGRATIONS", "Changes", "Entry", "Sets", "changed_since", "earlier", "history"]
