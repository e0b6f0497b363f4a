"""A hit (a watch met something) and an alert (what a person is told about it)."""

from datetime import datetime
from typing import Literal

import msgspec

from wire.shift import Shift
from wire.vocabulary import ShiftStatus

Subject = Literal["article", "statement", "shift"]

AlertSubject = Literal["article", "statement", "shift", "operation"]
"""An operation is no news: something about Parley itself that its operators are told of."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A watch matched a document. Keyed by the watch's id; `signature` groups near-duplicates."""

    id: str
    version: int = 1
    removed: bool = False
    watch_id: str
    subject: Subject
    subject_id: str
    subject_version: int = 1
    signature: str = ""
    at: datetime
    first_seen_at: datetime
    schema: int = 1


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is told once per subject of a watch, and again when its state changes.

    It embeds the shift with both quotations: it can be read whatever the stores are doing.
    `watch_id` is the oldest of its owner's watches that the subject meets, `watch_ids` are all of
    them. `copies` counts near-duplicate subjects. `replaces` is the alert whose place this one
    takes: the same change of position, resting on other evidence now.
    `stamps` has the time of each stage (published, seen, extracted, indexed, sent).
    """

    id: str
    version: int = 1
    removed: bool = False
    watch_id: str
    watch_ids: tuple[str, ...] = ()
    subject: AlertSubject
    subject_id: str
    state: ShiftStatus = "provisional"
    headline: str
    body: str = ""
    url: str | None = None
    shift: Shift | None = None
    copies: int = 1
    replaces: str | None = None
    at: datetime
    stamps: dict[str, datetime] = {}
    schema: int = 1
