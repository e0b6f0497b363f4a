"""How the clients of Kafka are set up, and waiting until it is there."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException
from confluent_kafka.admin import AdminClient

from runtime.clock import Clock
from runtime.kafka.errors import KafkaFailure, KafkaRefused
from runtime.kafka.topics import LARGEST
from runtime.settings import Settings

log = logging.getLogger(__name__)
library = logging.getLogger("librdkafka")

MIB = 1024 * 1024
LOOK_SECONDS = 3.0
SAY_AGAIN_SECONDS = 60.0

REFUSALS = frozenset(
    {
        KafkaError._AUTHENTICATION,
        KafkaError.SASL_AUTHENTICATION_FAILED,
        KafkaError.TOPIC_AUTHORIZATION_FAILED,
        KafkaError.GROUP_AUTHORIZATION_FAILED,
        KafkaError.CLUSTER_AUTHORIZATION_FAILED,
        KafkaError._SSL,
    }
)
"""Errors that no waiting mends."""


class Complaints:
    """Hears what librdkafka complains about; remembers a refusal, which it would retry for ever."""

    def __init__(self, settings: Settings, *, aloud: bool = True) -> None:
        self._settings = settings
        self._aloud = aloud
        self._lock = threading.Lock()
        self._refusal = ""
        self._said = -SAY_AGAIN_SECONDS
        self.newest = ""

    def __call__(self, error: KafkaError) -> None:
        """`error_cb` of a client; comes from any thread. Says the newest once a minute."""
        with self._lock:
            self.newest = error.str()
            if error.code() in REFUSALS and not self._refusal:
                self._refusal = error.str()
            speaks = self._aloud and time.monotonic() - self._said >= SAY_AGAIN_SECONDS
            if speaks:
                self._said = time.monotonic()
        if speaks:
            log.warning("Kafka at %s: %s", self._settings.kafka, error.str())

    def check(self) -> None:
        """Raise `KafkaRefused` if Kafka does not let us in."""
        with self._lock:
            refusal = self._refusal
        if refusal:
            who = f"user {self._settings.kafka_user!r}" if self._settings.kafka_user else "no user"
            raise KafkaRefused(
                f"Kafka at {self._settings.kafka} does not let us in ({who}): {refusal}; "
                "set kafka_user and kafka_password"
            )


def common(settings: Settings, role: str) -> dict[str, str | int | float | bool]:
    """What every client has: servers, login, name. Raises `KafkaFailure` where no server is set."""
    if not settings.kafka:
        raise KafkaFailure(
            "no Kafka is set: set `kafka` (PARLEY_KAFKA) to host:port, or start one on this machine"
            ' with `eval "$(parley cluster up)"`'
        )
    if bool(settings.kafka_user) != bool(settings.kafka_password):
        raise KafkaFailure("set both kafka_user and kafka_password, or none of them")
    given: dict[str, str | int | float | bool] = {
        "bootstrap.servers": settings.kafka,
        "client.id": f"{settings.prefix}-{role}",
        "security.protocol": "SASL_PLAINTEXT" if settings.kafka_user else "PLAINTEXT",
        "reconnect.backoff.max.ms": 3000,
        "socket.keepalive.enable": True,
        # What it complains about comes through `error_cb` as well, and there once a minute.
        "log_level": 2,
        "allow.auto.create.topics": False,
    }
    if settings.kafka_user:
        given |= {
            "sasl.mechanism": "PLAIN",
            "sasl.username": settings.kafka_user,
            "sasl.password": settings.kafka_password,
        }
    return given


def producing(settings: Settings, role: str) -> dict[str, str | int | float | bool]:
    """An idempotent producer that places keys as Java and Faust do and never gives up by itself."""
    return common(settings, role) | {
        "enable.idempotence": True,
        "partitioner": "murmur2_random",
        "compression.type": "zstd",
        "linger.ms": 5,
        "message.max.bytes": LARGEST + MIB,
        "queue.buffering.max.messages": 20_000,
        "queue.buffering.max.kbytes": 64 * 1024,
        # Kafka may be away for an hour: what was accepted is sent when it is back.
        "message.timeout.ms": 0,
    }


def consuming(settings: Settings, role: str, group: str) -> dict[str, str | int | float | bool]:
    """A member of a group that commits only what it was told to."""
    return common(settings, role) | {
        "group.id": f"{settings.prefix}.{group}",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
        "partition.assignment.strategy": "cooperative-sticky",
        "session.timeout.ms": 10_000,
        "heartbeat.interval.ms": 3_000,
        "max.poll.interval.ms": 600_000,
        "fetch.message.max.bytes": LARGEST + MIB,
        "fetch.max.bytes": 4 * LARGEST,
        "queued.max.messages.kbytes": 32 * 1024,
    }


def admin(settings: Settings, complaints: Complaints, role: str = "admin") -> AdminClient:
    """A client that asks and changes topics and groups."""
    given: dict[str, Any] = {**common(settings, role), "error_cb": complaints}
    return AdminClient(given, logger=library)


def reader(settings: Settings, complaints: Complaints, role: str) -> Consumer:
    """A consumer that belongs to no group: reads what it is assigned and commits nothing."""
    given = consuming(settings, role, f"{role}-reader")
    return Consumer({**given, "error_cb": complaints, "enable.partition.eof": True}, logger=library)


async def wait_for_kafka(
    settings: Settings, clock: Clock, tell: Callable[[str], object] = log.warning
) -> None:
    """Return when Kafka answers; says what is waited for, at once and every minute.

    Raises `KafkaRefused` for a wrong password, which no waiting mends.
    """
    complaints = Complaints(settings, aloud=False)
    client = admin(settings, complaints)
    said: float | None = None
    while not await asyncio.to_thread(answers, client):
        complaints.check()
        if said is None or clock.monotonic() - said >= SAY_AGAIN_SECONDS:
            said = clock.monotonic()
            tell(f"waiting for Kafka at {settings.kafka} ({complaints.newest or 'no answer'})")
        await clock.sleep(0.25)
    if said is not None:
        tell(f"Kafka at {settings.kafka} is there")


def reached(settings: Settings) -> AdminClient:
    """A client for a command, which does not wait. Raises `KafkaFailure` where nobody answers."""
    complaints = Complaints(settings, aloud=False)
    client = admin(settings, complaints)
    if not answers(client):
        complaints.check()
        raise KafkaFailure(
            f"Kafka at {settings.kafka} does not answer ({complaints.newest or 'no answer'}):"
            " is it up (`parley cluster status`), and is `kafka` (PARLEY_KAFKA) right?"
        )
    return client


def answers(client: AdminClient) -> bool:
    """Whether Kafka answers within some seconds."""
    try:
        client.list_topics(timeout=LOOK_SECONDS)
    except KafkaException:
        client.poll(0)
        return False
    return True
