"""A position fact: one statement seen from one (party, issue). Timelines are sets of these."""

from datetime import datetime

import msgspec

from wire.statement import Change
from wire.vocabulary import Attribution, Issue, Modifier, Move, StatementKind


class PositionFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a party said or did on an issue, with all that a shift must show as evidence.

    It is keyed `party|issue` and carries its article's outlet, title and link, so that a shift can
    be read without a look at any store. `signature` is a MinHash of the utterance's words,
    `article_signature` one of the article's text (wire copies share it); both as in `Article`.
    `own_words` is False where somebody else reports the party's position. `start` is where the
    statement begins in its article's text: what a report says first is its news.
    `confidence` and `clearness` are the statement's; facts of older versions have no clearness.
    `corrects` is the statement of an earlier revision of the article whose place this one took.
    """

    id: str
    statement_id: str
    article_id: str
    version: int = 1
    removed: bool = False
    party: str
    issue: Issue
    counterparties: tuple[str, ...] = ()
    negotiation: str | None = None
    kind: StatementKind
    attribution: Attribution = "speech"
    own_words: bool = True
    move: Move | None = None
    modifiers: tuple[Modifier, ...] = ()
    stance: int
    conditional: bool = False
    condition: str | None = None
    change: Change | None = None
    quote: str
    start: int = 0
    speaker: str | None = None
    role: str | None = None
    anonymous: bool = False
    at: datetime
    outlet: str
    title: str = ""
    url: str | None = None
    confidence: float = 0.0
    clearness: float | msgspec.UnsetType = msgspec.UNSET
    signature: str = ""
    article_signature: str = ""
    made_by: str = ""
    corrects: str | None = None
    schema: int = 1


class PositionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that one article says of one party on one issue: what a timeline's set is made of.

    They travel together, so that a timeline never shows half an article. `id` is the article's; the
    facts of a higher `version` take the place of all earlier ones, none at all included. An article
    that was taken down is `removed`, and what stood on it loses its words.
    """

    id: str
    version: int
    removed: bool = False
    party: str
    issue: Issue
    facts: tuple[PositionFact, ...] = ()
    schema: int = 1
