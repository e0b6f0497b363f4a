"""Watches kept by hand in the cluster: written to their topic first, then read back from it."""

from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from runtime.kafka import Delivered, KafkaFailure, Publisher, headers_of
from runtime.sqlite import Database
from search.alerts.kafka.following import Following, watch_in
from search.alerts.local import watches
from search.alerts.local.desk import AlertDesk
from search.alerts.local.sqlite import Alerts
from search.alerts.local.watches import Changed, NameTaken
from search.alerts.targets import Target
from wire.codec import encode
from wire.watch import Watch

SECONDS = 20.0
"""How long Kafka may take to accept a change before the person is told that it does not."""


class ClusterDesk(AlertDesk):
    """The desk of the local shell, but what is kept goes to the topics, which are the truth."""

    def __init__(
        self,
        database: Database,
        alerts: Alerts,
        following: Following,
        publisher: Callable[[], Publisher],
    ) -> None:
        """`publisher` is asked for one when something is written for the first time."""
        super().__init__(database, alerts)
        self._following = following
        self._publisher = publisher

    def refresh(self) -> None:
        """Let everything be read as it stands on the topics by now. Raises `KafkaFailure`."""
        self._following.catch_up()

    def keep(self, watch: Watch, version: int | None = None) -> Watch:
        """See `AlertDesk.keep`.

        A log has no compare-and-set: whoever finds another's change between what he had read and
        his own message puts the other's back on top, and says that the watch was changed. Raises
        `NameTaken`, `Changed`, `KafkaFailure`.
        """
        with self._following.alone():
            self._following.catch_up()
            with self._database.read() as connection:
                if version is not None:
                    watches.unchanged(connection, watch.id, version)
                watches.free(connection, watch)
                known = watches.get(connection, watch.id)
            row = msgspec.structs.replace(watch, version=known.version + 1 if known else 1)
            mine = self._send(row)
            between = [
                other
                for offset, other in watch_in(self._following.catch_up(), watch.id)
                if offset < mine.offset
            ]
            if between:
                self._send(between[-1])
                self._following.catch_up()
                raise Changed("the watch was changed in the meantime: read it again")
            with self._database.read() as connection:
                taken = watches.get(connection, row.id) is None
            if taken:
                # Somebody else has given the name at the same time, and was first.
                self._send(msgspec.structs.replace(row, version=row.version + 1, removed=True))
                raise NameTaken(f"there is a watch {watch.name!r} already")
            return row

    def put_target(self, target: Target) -> None:
        """See `AlertDesk.put_target`. Raises `KafkaFailure`."""
        sent = self._publisher().send("targets", target.name, encode(target), headers_of("target"))
        acknowledged(sent)
        self._following.catch_up()

    def remove_target(self, name: str) -> None:
        """See `AlertDesk.remove_target`. Raises `KafkaFailure`."""
        acknowledged(self._publisher().send("targets", name, None, headers_of("target")))
        self._following.catch_up()

    def _send(self, watch: Watch) -> Delivered:
        sent = self._publisher().send("watches", watch.id, encode(watch), headers_of("watch"))
        return acknowledged(sent)


def acknowledged(sent: "Future[Delivered]") -> Delivered:
    """Where Kafka has put a message. Raises `KafkaFailure` where it takes too long."""
    try:
        return sent.result(SECONDS)
    except TimeoutError:
        sent.cancel()
        raise KafkaFailure(
            f"Kafka has not accepted the change within {SECONDS:.0f} s; it may still come"
        ) from None
