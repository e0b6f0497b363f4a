"""A watch: what a person wants to be told of, where, and when he wants to be left alone."""

from datetime import datetime
from typing import Literal

import msgspec

from wire.alert import AlertSubject
from wire.ids import digest, month
from wire.vocabulary import Direction, Issue

WatchKind = Literal["query", "shift-rule", "operations"]
WatchMode = Literal["at-once", "hourly", "daily"]


class ShiftRule(msgspec.Struct, frozen=True, kw_only=True):
    """Which shifts are meant; what is left out does not matter.

    `only_confirmed`: not before a second source or words on record. `own_words`: the later side is
    a quotation (direct or mixed), not a report or a deed.
    """

    party: str | None = None
    issue: Issue | None = None
    counterparty: str | None = None
    direction: Direction | None = None
    least_confidence: float = 0.0
    only_confirmed: bool = False
    own_words: bool = False


class QuietHours(msgspec.Struct, frozen=True, kw_only=True):
    """From `start` to `end` ("22:00", "07:00") on the clocks of `zone` nothing is delivered."""

    start: str
    end: str
    zone: str = "UTC"


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A saved search (`query`) or a rule on shifts (`rule`). Travels under its own id.

    Of kind `operations` it looks for no news but for trouble of Parley's own (a silent feed).

    `owner` is the person: one subject makes one alert however many watches of one owner it meets.
    `targets` are names of places where alerts go; of a watch without any, alerts are only recorded.
    """

    id: str
    version: int = 1
    removed: bool = False
    name: str
    owner: str = ""
    kind: WatchKind
    subject: AlertSubject
    query: str = ""
    rule: ShiftRule | None = None
    targets: tuple[str, ...] = ()
    mode: WatchMode = "at-once"
    quiet: QuietHours | None = None
    muted_until: datetime | None = None
    muted_parties: tuple[str, ...] = ()
    created_at: datetime
    schema: int = 1


def watch_id(owner: str, name: str, created_at: datetime) -> str:
    """Id of a watch: its owner and its name at the moment when it was made.

    What it looks for is no part of it, so that an edit keeps its alerts; the moment is, so that a
    new watch under an old name has none.
    """
    return f"{month(created_at)}-{digest('watch', owner, name, created_at.isoformat())}"
