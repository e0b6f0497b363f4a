"""Values to bytes and back: JSON in UTF-8, with the schema's number inside.

A reader ignores fields it does not know, so a field with a default may be added without a new
number. The number goes up only when an older reader would misunderstand a message.
"""

from typing import Protocol, TypeVar

import msgspec


class NewerSchema(ValueError):
    """The message was written by a newer Parley: this one must not guess at it."""


class Malformed(ValueError):
    """The bytes are no message of the expected kind."""


class Message(Protocol):
    """What every struct of this room has."""

    @property
    def schema(self) -> int:
        """The number of the message's schema."""
        ...


M = TypeVar("M", bound=Message)

SCHEMA = 1
"""The newest number that this program writes and reads, for every kind of message."""

_encoder = msgspec.json.Encoder()


def encode(message: Message) -> bytes:
    """One message as JSON, without a line break inside."""
    return _encoder.encode(message)


def decode(data: bytes, kind: type[M]) -> M:
    """The message in `data`.

    Raises `NewerSchema` for a message from a newer program, `Malformed` for anything else that is
    not a message of this kind.
    """
    try:
        message = msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        if _schema_of(data) > SCHEMA:
            raise NewerSchema(_newer(kind, _schema_of(data))) from error
        raise Malformed(f"not a message of kind {kind.__name__}: {error}") from error
    if message.schema > SCHEMA:
        raise NewerSchema(_newer(kind, message.schema))
    return message


def _schema_of(data: bytes) -> int:
    try:
        found = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return 0
    number = found.get("schema", 0) if isinstance(found, dict) else 0
    return number if isinstance(number, int) else 0


def _newer(kind: type[object], number: int) -> str:
    return (
        f"{kind.__name__} of schema {number}, this program reads up to {SCHEMA}: "
        "update Parley before it reads these messages"
    )
