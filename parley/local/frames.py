"""How the pipeline and its extraction child speak: length-prefixed JSON over the child's pipes."""

from typing import BinaryIO

import msgspec

from wire import Statement

LENGTH_BYTES = 4
"""Big-endian length before each frame; a frame may so be up to 4 GiB, articles are far smaller."""


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """The child's answer to one article, and its greeting when it has loaded (`ready`).

    With `error` (the name of an exception) there are no statements and `text` says what happened.
    """

    statements: tuple[Statement, ...] = ()
    error: str | None = None
    text: str = ""
    ready: bool = False


def framed(data: bytes) -> bytes:
    """One frame as it goes through the pipe."""
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame of a blocking stream, or None when the other side is gone."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    data = stream.read(length := int.from_bytes(head, "big"))
    return data if len(data) == length else None
