"""Watches and alerts as the program sees them, over the one SQLite file."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from runtime.clock import Clock
from runtime.sqlite import Database
from runtime.stamps import stamp
from search.alerts.ledger import Account
from search.alerts.local import accounts, deliveries, forgetting, keeping, outbox, watches
from search.alerts.local.recording import Recorder
from search.alerts.matching import Matcher
from search.alerts.searching import PartyName
from search.alerts.targets import Target
from search.index.documents import kind_of
from search.index.protocol import Document, Kind
from wire.alert import Alert
from wire.watch import Watch


class Alerts:
    """The watches, what they met, and what came of it.

    `take` is for the one thread that writes; the rest may be called from any.
    """

    def __init__(self, database: Database, clock: Clock, party_name: PartyName = str) -> None:
        self._database = database
        self._clock = clock
        self.party_name = party_name
        self._generation = -1
        self._matcher: Matcher | None = None
        self._watches: dict[str, Watch] = {}

    def take(
        self,
        tx: sqlite3.Connection,
        documents: Sequence[Document],
        stamps: Mapping[str, datetime],
    ) -> None:
        """Match what an article changed, removals included, and keep what follows from it.

        The documents must be in the index already, in the same transaction.
        """
        matcher, now = self._compiled(tx), self._clock.now()
        living = Counter[Kind](kind_of(each) for each in documents if not each.removed)
        watches.scanned(tx, living.items(), stamp(now)[:10])
        met: defaultdict[str, set[str]] = defaultdict(set)
        for watch_id, document in matcher.match(documents):
            met[document.id].add(watch_id)
        recorder = Recorder(tx, self._watches, now, lambda _: stamps)
        recorder.record((each, met[each.id], None) for each in documents)

    def put(self, tx: sqlite3.Connection, watch: Watch) -> Watch:
        """Keep a watch, new or changed. Raises `NameTaken`."""
        kept = watches.put(tx, watch)
        if kept.removed:
            deliveries.let_go(tx, kept, watches.living(tx), self._clock.now())
        return kept

    def watches(self) -> list[Watch]:
        """The watches that stand, the oldest first."""
        with self._database.read() as connection:
            return watches.living(connection)

    def accounts(self) -> dict[str, Account]:
        """The account of each watch, by id."""
        with self._database.read() as connection:
            return accounts.accounts(connection)

    def alerts(self, watch_id: str | None = None) -> list[Alert]:
        """The alerts that stand, by id; with a watch, those that it meets."""
        with self._database.read() as connection:
            return list(keeping.living(connection, watch_id))

    def targets(self) -> list[Target]:
        """Where alerts may go, by name."""
        with self._database.read() as connection:
            return outbox.targets(connection)

    def put_target(self, tx: sqlite3.Connection, target: Target) -> None:
        """Keep a target under its name."""
        outbox.put_target(tx, target)

    def remove_target(self, tx: sqlite3.Connection, name: str) -> None:
        """Forget a target with its secrets; what waits for it is not sent."""
        outbox.remove_target(tx, name)
        deliveries.suppress(tx, "target", name, "target_removed", self._clock.now())

    def waiting(self) -> dict[str, int]:
        """How many messages are not sent: "due" now, and "held" until later."""
        with self._database.read() as connection:
            return outbox.waiting(connection, self._clock.now())

    def seconds_to_send(self, limit: int) -> list[float]:
        """From the stored article to the delivered alert, for the newest messages that were new."""
        with self._database.read() as connection:
            return outbox.seconds_to_send(connection, limit)

    def erase(self, tx: sqlite3.Connection, article_id: str) -> int:
        """Takedown, after the removals were taken; how many alerts had stood on the article."""
        return forgetting.erase(tx, article_id, self._clock.now())

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Forget the alerts of old months; how many."""
        return forgetting.prune(tx, before)

    def _compiled(self, connection: sqlite3.Connection) -> Matcher:
        number = watches.generation(connection)
        if self._matcher is None or number != self._generation:
            if self._matcher is not None:
                self._matcher.close()
            found = watches.living(connection)
            self._watches = {watch.id: watch for watch in found}
            self._matcher = Matcher(found, self.party_name)
            self._generation = number
        return self._matcher

    def close(self) -> None:
        """Let go of what was compiled."""
        if self._matcher is not None:
            self._matcher.close()
            self._matcher = None
