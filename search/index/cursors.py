"""Cursors: where the next page begins, as an opaque string."""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Literal

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

_Number = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""What stores take as a number: a cursor may come from anybody who can write a URL."""

_Place = tuple[Literal["date", "relevance"], _Number, str]


def encoded(cursor: Cursor) -> str:
    """The cursor as letters, digits, `-` and `_`."""
    place: _Place
    match cursor:
        case ByDate(at, identifier):
            place = ("date", at, identifier)
        case ByRelevance(skip):
            place = ("relevance", skip, "")
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def decoded(text: str) -> Cursor:
    """What `encoded` made. Raises BadCursor."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        name, number, identifier = msgspec.json.decode(data, type=_Place)
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise BadCursor(f"{text[:40]!r} is no cursor: begin at the first page") from None
    return ByDate(number, identifier) if name == "date" else ByRelevance(number)


def place_of(after: str | None) -> ByDate | None:
    """After which document the page of a search by date begins. Raises BadCursor."""
    cursor = decoded(after) if after is not None else None
    if isinstance(cursor, ByRelevance):
        raise BadCursor("this cursor is of a search by relevance: begin at the first page")
    return cursor


def skipped(after: str | None) -> int:
    """After how many documents the page of a search by relevance begins. Raises BadCursor."""
    cursor = decoded(after) if after is not None else None
    if isinstance(cursor, ByDate):
        raise BadCursor("this cursor is of a search by date: begin at the first page")
    return cursor.skip if cursor is not None else 0
