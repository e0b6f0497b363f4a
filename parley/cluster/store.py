"""The file of a role or a console of the cluster: a cache of topics, and what is only its own.

What is there from the topics (watches, targets, alerts, verdicts) is made anew when the file is
lost. Tokens and the key of sessions are the console's own: `parley backup` keeps them.
"""

from pathlib import Path

from parley.local.store import MIGRATIONS as LOCAL
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.kafka.gathered import MIGRATIONS as ACCOUNTS
from search.alerts.kafka import MIGRATIONS as KAFKA
from search.alerts.searching import PartyName

FILE = "cluster.db"
MIGRATIONS = (*LOCAL, *KAFKA, *ACCOUNTS)


def open_store(data_dir: Path, clock: Clock | None = None, names: PartyName = str) -> LocalStore:
    """Open or create the file. Raises `StorageError` with a remedy in words."""
    return LocalStore.open(data_dir, clock, names, file=FILE, migrations=MIGRATIONS)
