"""What commands and pages for people work with, the same in both shells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from parley.local.store import LocalStore
from parley.session import Session
from search.alerts.local import AlertDesk
from search.console import Sources
from search.index import Index
from search.verdicts.local import Verdicts


@dataclass(frozen=True)
class Office:
    """`store` is the data directory's file: tokens, and the tables behind desk and verdicts."""

    store: LocalStore
    index: Index[Any]
    desk: AlertDesk
    verdicts: Verdicts
    sources: Sources


@contextmanager
def open_office(session: Session) -> Iterator[Office]:
    """The office of the shell that the settings name, as everything stands now.

    Raises `StorageError`; in the cluster shell `StoreUnavailable` and `KafkaFailure` as well.
    """
    if session.settings.shell == "cluster":
        from parley.cluster.office import cluster_office

        with cluster_office(session) as (office, _):
            yield office
        return
    from parley.local.sources import LocalSources

    with session.store() as store:
        desk = AlertDesk(store.database, store.alerts)
        yield Office(store, store.index, desk, store.verdicts, LocalSources(store, session.clock))
