"""Verdicts written to their topic first, then read back from it, on every console."""

import sqlite3
from collections.abc import Callable

from confluent_kafka import KafkaException

from runtime.clock import Clock
from runtime.kafka import KafkaFailure, Publisher, Record, TopicName, headers_of
from runtime.sqlite import Database
from search.alerts.kafka.desk import acknowledged
from search.alerts.kafka.following import Following
from search.index import StoreUnavailable
from search.verdicts.giving import reader_named
from search.verdicts.local import Verdicts
from search.verdicts.local.sqlite import Step, get, put
from wire.codec import encode
from wire.topics import key_of
from wire.verdict import Verdict, verdict_id

TOPIC: TopicName = "verdicts"

TRIES = 5
"""Of one reader who judges one shift on several consoles within a moment."""


class SentVerdicts(Verdicts):
    """The verdicts of the local shell, but what is given goes to the topic, which is the truth."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        following: Following,
        publisher: Callable[[], Publisher],
    ) -> None:
        """`following` uses `keep_verdict` for the topic; `publisher` is asked when it is needed."""
        super().__init__(database, clock)
        self._following = following
        self._publisher = publisher

    def _change(self, shift_id: str, reader: str, step: Step) -> Verdict | None:
        """Send the next verdict and read it back. Raises `StoreUnavailable` where Kafka is away.

        Of two of one version the first on the topic counts; whoever sent the other takes the step
        again, from there.
        """
        identifier = verdict_id(shift_id, reader_named(reader))
        try:
            with self._following.alone():
                self._following.catch_up()
                for _ in range(TRIES):
                    known = self._known(identifier)
                    verdict = step(known)
                    if verdict is None or self._stands(verdict):
                        return known
        except (KafkaException, KafkaFailure) as error:
            raise StoreUnavailable(f"the verdict is not kept: {error}") from error
        raise StoreUnavailable("the verdict is not kept: others change it all the time; try again")

    def _stands(self, verdict: Verdict) -> bool:
        """Send it, and see whether it is the one that stands then."""
        sent = self._publisher().send(
            TOPIC, key_of(verdict), encode(verdict), headers_of("verdict")
        )
        acknowledged(sent)
        self._following.catch_up()
        return self._known(verdict.id) == verdict

    def _known(self, identifier: str) -> Verdict | None:
        with self._database.read() as connection:
            return get(connection, identifier)


def keep_verdict(tx: sqlite3.Connection, record: Record) -> None:
    """Let the tables have a verdict of the topic, unless they have this version or a higher one."""
    verdict = record.decode_or_warn(Verdict, "verdict")
    if verdict is None:
        return
    known = get(tx, verdict.id)
    if known is None or known.version < verdict.version:
        put(tx, verdict)
