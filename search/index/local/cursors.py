"""Cursors: where the next page begins, as an opaque string."""

import base64
import binascii
from dataclasses import dataclass

import msgspec

from search.index.protocol import BadCursor


@dataclass(frozen=True)
class ByDate:
    """After the document with this time (microseconds) and id."""

    at: int
    id: str


@dataclass(frozen=True)
class ByRelevance:
    """After so many documents: scores have no stable place to begin from."""

    skip: int


Cursor = ByDate | ByRelevance


def encoded(cursor: Cursor) -> str:
    """The cursor as letters, digits, `-` and `_`."""
    place = (cursor.at, cursor.id) if isinstance(cursor, ByDate) else (cursor.skip,)
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def decoded(text: str) -> Cursor:
    """What `encoded` made. Raises BadCursor."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        place = msgspec.json.decode(data, type=tuple[int, str] | tuple[int])
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise BadCursor(f"{text[:40]!r} is no cursor: begin at the first page") from None
    return ByDate(place[0], place[1]) if len(place) == 2 else ByRelevance(place[0])
