"""A dead letter: an input that a stage could not take, kept whole so that it can be replayed."""

from datetime import datetime
from typing import Literal

import msgspec

Stage = Literal["fetch", "parse", "extract", "shift", "index", "alert"]

ErrorClass = Literal[
    "malformed",
    "too_large",
    "encoding",
    "newer_schema",
    "timeout",
    "crashed",
    "refused",
    "internal",
]
"""Bounded on purpose: it is a label of a metric."""

MAX_TEXT = 200


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """`original` are the bytes as they came (base64 in JSON); `position` where they came from.

    `text` is the error in words, at most 200 characters.
    """

    id: str
    stage: Stage
    error: ErrorClass
    text: str
    original: bytes
    position: str = ""
    key: str = ""
    headers: dict[str, str] = {}
    article_id: str | None = None
    feed: str | None = None
    attempts: int = 1
    first_failed_at: datetime
    last_failed_at: datetime
    replayed_at: datetime | None = None
    schema: int = 1
