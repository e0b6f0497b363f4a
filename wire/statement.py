"""A statement: one attributed utterance or reported act, with its place in the article."""

from datetime import datetime

import msgspec

from wire.vocabulary import Attribution, Direction, Issue, Modifier, Move, StatementKind

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive) in code points of the article's text."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may have said it, with the probability given to that (0 to 1)."""

    name: str
    probability: float


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it: the mention as it stands (`text`, `start`, `end`) and what is known of it.

    `name` is the canonical name inside the article; `via` the outlet or person that passed it on.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    anonymous: bool = False
    via: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change that the words themselves presuppose ("resumed talks": there was a pause).

    `before` is the stance that the words take for granted, `after` the one they report.
    """

    direction: Direction
    words: str
    before: int
    after: int


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution. `spans` are its pieces inside one paragraph; `start`, `end` enclose them.

    `utterance` is shared by the statements of one utterance (a quotation over several paragraphs).
    Fields that are not known are None or empty. `confidence` is the chance that the stance is
    right, or without one that somebody said it; `clearness` (0 to 1, no chance) how plainly the
    words tell what the party holds now. `condition` is what a position hangs on, `requirement` what
    is demanded of the other side, `deadline` by when, each in the words of the text; `red_line`:
    the words leave no room at all.
    """

    id: str
    article_id: str
    version: int = 1
    removed: bool = False
    start: int
    end: int
    spans: tuple[Span, ...]
    text: str
    kind: StatementKind
    attribution: Attribution = "speech"
    utterance: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    speaker: Speaker | None = None
    party: str | None = None
    parties: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    negotiation: str | None = None
    issue: Issue | None = None
    issues: tuple[Issue, ...] = ()
    move: Move | None = None
    modifiers: tuple[Modifier, ...] = ()
    stance: int | None = None
    conditional: bool = False
    condition: str | None = None
    requirement: str | msgspec.UnsetType = msgspec.UNSET
    deadline: str | None = None
    red_line: bool = False
    change: Change | None = None
    confidence: float = 0.0
    clearness: float | msgspec.UnsetType = msgspec.UNSET
    made_by: str = ""
    at: datetime
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    schema: int = 1
