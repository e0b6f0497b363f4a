"""Watches and alerts for whoever looks at them and keeps watches by hand, over the one file.

Every call reads or writes in a transaction of its own, from any thread.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from runtime.sqlite import Database
from search.alerts.finding import AlertPage, Message, Wanted
from search.alerts.ledger import Account, Day
from search.alerts.local import accounts, finding, history, keeping, outbox, watches
from search.alerts.local.history import Step
from search.alerts.local.sqlite import Alerts
from search.alerts.targets import Target
from wire.alert import Alert
from wire.watch import Watch


class AlertDesk:
    """See the calls. All raise `StorageError` where the file cannot be read or written."""

    def __init__(self, database: Database, alerts: Alerts) -> None:
        self._database = database
        self._alerts = alerts

    def party_name(self, name: str) -> str:
        """The name under which a party is kept."""
        return self._alerts.party_name(name)

    def watches(self) -> list[Watch]:
        """The watches that stand, the oldest first."""
        return self._alerts.watches()

    def watch(self, identifier: str) -> Watch | None:
        """A watch by its id; one that was removed as well."""
        with self._database.read() as connection:
            return watches.get(connection, identifier)

    def named(self, identifiers: Iterable[str]) -> dict[str, Watch]:
        """Those of these watches that there ever were, by id; removed ones as well."""
        with self._database.read() as connection:
            found = (watches.get(connection, each) for each in identifiers)
            return {each.id: each for each in found if each is not None}

    def alerted(self, limit: int) -> list[Watch]:
        """Watches that raised alerts, by name; removed ones as well."""
        with self._database.read() as connection:
            found = [watches.get(connection, each) for each in finding.alerted(connection, limit)]
        known = [each for each in found if each is not None]
        return sorted(known, key=lambda each: (each.name.casefold(), each.id))

    def keep(self, watch: Watch, version: int | None = None) -> Watch:
        """Keep a watch, new, changed or removed; with a version, only while it still has it.

        The version 0 says that there must be none yet. Raises `NameTaken`, `Changed`.
        """
        with self._database.write() as tx:
            if version is not None:
                watches.unchanged(tx, watch.id, version)
            return self._alerts.put(tx, watch)

    def targets(self) -> list[Target]:
        """Where alerts may go, by name."""
        with self._database.read() as connection:
            return outbox.targets(connection)

    def put_target(self, target: Target) -> None:
        """Keep a target under its name."""
        with self._database.write() as tx:
            self._alerts.put_target(tx, target)

    def remove_target(self, name: str) -> None:
        """Forget a target with its secrets; what waits for it is not sent."""
        with self._database.write() as tx:
            self._alerts.remove_target(tx, name)

    def accounts(self) -> dict[str, Account]:
        """The account of every watch there ever was, by id."""
        with self._database.read() as connection:
            return accounts.accounts(connection)

    def account(self, watch_id: str) -> Account:
        """The account of a watch; of one that never was, an empty one."""
        with self._database.read() as connection:
            found = accounts.accounts(connection, watch_id)
        return found.get(watch_id, Account(watch_id))

    def days(self, watch_id: str) -> list[Day]:
        """The account of a watch day by day, the oldest first; its sums are those of `account`."""
        with self._database.read() as connection:
            return accounts.days(connection, watch_id)

    def standing(self) -> dict[str, tuple[int, datetime]]:
        """For each watch with alerts that stand: how many, and the time of the newest."""
        with self._database.read() as connection:
            return finding.standing(connection)

    def alerts(self, wanted: Wanted, limit: int, cursor: str | None = None) -> AlertPage:
        """Alerts, retracted ones too, the newest first. Raises `BadCursor`."""
        with self._database.read() as connection:
            return finding.page(connection, wanted, limit, cursor)

    def every_alert(self, wanted: Wanted) -> Iterator[Alert]:
        """All alerts asked for, by id, as of one moment."""
        with self._database.read() as connection:
            yield from finding.matching(connection, wanted)

    def alert(self, identifier: str) -> Alert | None:
        """One alert; one that was retracted as well."""
        with self._database.read() as connection:
            return keeping.get(connection, identifier)

    def parties(self, limit: int) -> list[str]:
        """The parties that most alerts are about."""
        with self._database.read() as connection:
            return finding.parties(connection, limit)

    def steps(self, alert_ids: Sequence[str]) -> dict[str, list[Step]]:
        """What became of each of these alerts, in the order in which it was learned."""
        with self._database.read() as connection:
            return history.of(connection, alert_ids)

    def told(self, alert_ids: Sequence[str]) -> dict[str, list[Message]]:
        """The messages about each of these alerts, by version and target."""
        with self._database.read() as connection:
            return finding.told(connection, alert_ids)

    def changed_since(self, number: int | None) -> tuple[int, list[str]]:
        """The number of the newest step of any alert, and the alerts changed after `number`."""
        with self._database.read() as connection:
            return history.changed_since(connection, number)
