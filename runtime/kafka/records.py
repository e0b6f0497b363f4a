"""A message as a stage gets it, and what becomes of one that it can't take."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from confluent_kafka import Message

from runtime.kafka.errors import Poison
from runtime.kafka.headers import About, Headers, read_headers
from runtime.kafka.topics import TopicName, short_name
from runtime.settings import Settings
from wire import DeadLetter, codec
from wire.dead_letter import ErrorClass, Origin, Stage, dead_letter

log = logging.getLogger(__name__)

KEPT_BYTES = 4 * 1024 * 1024
"""Of a message that is larger only the beginning goes into its dead letter, and its hash."""

M = TypeVar("M", bound=codec.Message)


@dataclass(frozen=True, slots=True)
class Record:
    """One message. `value` None: the key was deleted. `at` is its timestamp, when it was made."""

    topic: TopicName
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    at: datetime

    @classmethod
    def of(cls, settings: Settings, message: Message) -> "Record":
        """The record of a message from one of our topics."""
        topic, partition, offset = message.topic(), message.partition(), message.offset()
        assert topic is not None
        assert partition is not None
        assert offset is not None
        _, milliseconds = message.timestamp()
        return cls(
            topic=short_name(settings, topic),
            partition=partition,
            offset=offset,
            key=message.key(),
            value=message.value(),
            headers=_headers(message),
            at=datetime.fromtimestamp(max(0, milliseconds) / 1000, UTC),
        )

    @property
    def position(self) -> str:
        """Where it stands, for people: "articles/3/1204"."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def about(self) -> About:
        """What its headers say."""
        return read_headers(self.headers)

    @property
    def key_text(self) -> str:
        """The key as text, whatever its bytes; empty where there is none."""
        return (self.key or b"").decode("utf-8", "replace")

    def decode(self, kind: type[M]) -> M:
        """The struct in its value. Raises `Poison` for what can never be one."""
        if not self.key:
            raise Poison("malformed", "a message without a key: its order can't be kept")
        if self.value is None:
            raise Poison("malformed", "a message without a value")
        try:
            return codec.decode(self.value, kind)
        except codec.NewerSchema as error:
            raise Poison("newer_schema", str(error)) from error
        except codec.Malformed as error:
            raise Poison("malformed", str(error)) from error

    def decode_or_warn(self, kind: type[M], name: str) -> M | None:
        """The struct in its value; None, with a warning, for what this program can't read.

        For what is only looked at: a newer Parley may have written it, and the rest counts.
        """
        try:
            return self.decode(kind)
        except Poison as error:
            log.warning("the %s at %s can't be read: %s", name, self.position, error)
            return None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that can never be taken: it becomes a dead letter."""

    record: Record
    error: ErrorClass
    text: str
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was left out on purpose."""

    record: Record
    reason: str


def letter_of(stage: Stage, rejected: Rejected, now: datetime) -> DeadLetter:
    """The dead letter of a record: its bytes, key and headers as they were, and where it stood.

    The same message failing again, also after a replay, is the same letter: its position is no
    part of the id.
    """
    record = rejected.record
    value = record.value or b""
    letter = dead_letter(
        stage,
        rejected.error,
        rejected.text,
        value[:KEPT_BYTES],
        position=record.position,
        at=now,
        first_seen_at=record.at,
        whole=value if len(value) > KEPT_BYTES else None,
        key=record.key_text or record.topic,
        article_id=record.about.article or None,
        attempts=rejected.attempts,
    )
    message = Origin(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        at=record.at,
        key=record.key,
        headers=record.headers,
    )
    return msgspec.structs.replace(letter, message=message)


def readable(
    records: Sequence[Record], kind: type[M]
) -> tuple[list[tuple[Record, M]], list[Rejected]]:
    """The records with what they hold, and those that hold nothing of that kind."""
    good: list[tuple[Record, M]] = []
    bad: list[Rejected] = []
    for record in records:
        try:
            good.append((record, record.decode(kind)))
        except Poison as error:
            bad.append(Rejected(record, error.error, str(error)))
    return good, bad


def _headers(message: Message) -> Headers:
    found = message.headers() or []
    pairs = found.items() if isinstance(found, dict) else found
    return tuple(
        (name, value.encode() if isinstance(value, str) else value) for name, value in pairs
    )
