"""A dead letter: an input that a stage could not take, kept whole so that it can be replayed."""

import hashlib
from datetime import datetime
from typing import Literal, get_args

import msgspec

from wire.ids import dead_letter_id

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

STAGES: tuple[Stage, ...] = get_args(Stage)
ERROR_CLASSES: tuple[ErrorClass, ...] = get_args(ErrorClass)

MAX_TEXT = 200


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a message stood, by its topic's name without the prefix, and what came with it.

    `key` and `headers` are its own bytes (base64 in JSON), so that a replay sends it as it was.
    """

    topic: str
    partition: int
    offset: int
    at: datetime
    key: bytes | None = None
    headers: tuple[tuple[str, bytes | None], ...] = ()


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """`original` are the bytes as they came (base64 in JSON); `position` where they came from.

    `text` is the error in words, at most 200 characters. `message` is set where the input was a
    message of a topic.
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
    message: Origin | None = None
    schema: int = 1


def dead_letter(
    stage: Stage,
    error: ErrorClass,
    text: str,
    original: bytes,
    *,
    position: str,
    at: datetime,
    first_seen_at: datetime | None = None,
    whole: bytes | None = None,
    key: str = "",
    article_id: str | None = None,
    feed: str | None = None,
    attempts: int = 1,
) -> DeadLetter:
    """A letter about an input that failed at `at`; its text is cut to what a letter holds.

    Its id comes from stage, `key` (the position where there is none), bytes, and the month of the
    input's first sight: the same input failing again is the same letter. `whole`: all bytes, where
    `original` is only their beginning; their hash and number go into the headers.
    """
    headers = {}
    if whole is not None:
        headers = {"sha256": hashlib.sha256(whole).hexdigest(), "bytes": str(len(whole))}
    return DeadLetter(
        id=dead_letter_id(stage, key or position, original, first_seen_at or at),
        stage=stage,
        error=error,
        text=text[:MAX_TEXT],
        original=original,
        position=position,
        key=key,
        headers=headers,
        article_id=article_id,
        feed=feed,
        attempts=attempts,
        first_failed_at=at,
        last_failed_at=at,
    )
