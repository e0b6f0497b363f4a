"""What stands on the topic of alerts: enough to make the tables anew on an empty machine.

Each entry replaces the one before it under its key. The key of an alert is its id; the others say
what they are. An entry of a higher `edition` is newer.
"""

from typing import Literal

import msgspec

from search.alerts.notice import Notice
from wire.alert import Alert, Hit
from wire.article import Article
from wire.shift import Shift
from wire.statement import Statement

EntryKind = Literal["alert", "hit", "ledger", "scanned"]
KINDS: tuple[EntryKind, ...] = ("alert", "hit", "ledger", "scanned")


class Line(msgspec.Struct, frozen=True):
    """A line of an alert's history; times as they are stored."""

    version: int
    at: str
    state: str
    what: str
    says: str


class Told(msgspec.Struct, frozen=True):
    """A message to one target and what became of it; its words only while it waits.

    The receiver knows it by the id of its alert with the version, whoever sends it in the end.
    """

    version: int
    target: str
    watch_id: str
    state: str
    why: str
    what: str
    says: str
    digest: int
    due: str
    done_at: str | None
    attempts: int
    first_attempt: str | None
    retry_at: str | None
    at_once: int
    notice: Notice | None


class AlertEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An alert, what makes it, by what it is found, what became of it and who was told.

    Made of the `subjects` (ids of documents, in no order), it shows words of the `articles`.
    `facets` are (name, comparable, shown).
    """

    id: str
    edition: int
    owner: str
    alert: Alert
    subjects: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    facets: tuple[tuple[str, str, str], ...] = ()
    history: tuple[Line, ...] = ()
    told: tuple[Told, ...] = ()
    schema: int = 1


class HitEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The hits of one person's watches on a document, with the document; withdrawn ones too."""

    id: str
    edition: int
    owner: str
    hits: tuple[Hit, ...]
    article: Article | None = None
    statement: Statement | None = None
    shift: Shift | None = None
    schema: int = 1


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a watch as far as no message tells it: (day, outcome, reason, number)."""

    id: str
    edition: int
    days: tuple[tuple[str, str, str, int], ...]
    schema: int = 1


class ScannedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents of each kind the watches were run on, on one day.

    `places` has from which offset on those of each partition were still to be counted then.
    """

    id: str
    edition: int
    numbers: dict[str, int]
    places: dict[str, int]
    schema: int = 1


Entry = AlertEntry | HitEntry | LedgerEntry | ScannedEntry

TYPES: dict[EntryKind, type[Entry]] = {
    "alert": AlertEntry,
    "hit": HitEntry,
    "ledger": LedgerEntry,
    "scanned": ScannedEntry,
}


def key_of(kind: EntryKind, identifier: str) -> str:
    """The key on the topic."""
    return identifier if kind == "alert" else f"{kind}|{identifier}"


def named_by(key: str) -> tuple[EntryKind, str]:
    """Kind and id of the entry under a key."""
    for kind in KINDS[1:]:
        if key.startswith(f"{kind}|"):
            return kind, key.removeprefix(f"{kind}|")
    return "alert", key
