"""A shift: a party's position on an issue has changed, with the words before and after."""

from datetime import datetime

import msgspec

from wire.vocabulary import Direction, Issue, Move, ShiftStatus, StatementKind


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a shift: the quotation, who said it, where it stands.

    With `presupposed` the words of the later statement themselves take this side for granted
    ("resumed talks"); then only `stance` and `quote` (the words that say so) are set.
    """

    presupposed: bool = False
    statement_id: str | None = None
    article_id: str | None = None
    at: datetime | None = None
    stance: int
    move: Move | None = None
    conditional: bool = False
    kind: StatementKind | None = None
    quote: str | None = None
    speaker: str | None = None
    role: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One article that reports the later position. Copies of one text share `cluster`."""

    article_id: str
    outlet: str
    title: str = ""
    url: str | None = None
    at: datetime
    cluster: str


class Shift(msgspec.Struct, frozen=True, kw_only=True, rename={"before": "from", "after": "to"}):
    """A change of position. On the wire `before` is called `from` and `after` is called `to`.

    `sources` is capped (newest left out); `independent_sources` counts clusters of near-duplicate
    texts from different outlets. `version` is a counter kept with the timeline's key. `replaces`
    is the id that the shift had by the words of the article before they were corrected.
    """

    id: str
    version: int = 1
    removed: bool = False
    party: str
    counterparties: tuple[str, ...] = ()
    negotiation: str | None = None
    issue: Issue
    direction: Direction
    at: datetime
    before: Evidence
    after: Evidence
    confidence: float
    independent_sources: int
    sources: tuple[Source, ...] = ()
    status: ShiftStatus = "provisional"
    mixed_signals: bool = False
    replaces: str | None = None
    made_by: str = ""
    why: str
    schema: int = 1
