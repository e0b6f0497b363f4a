"""What a write changed: the rows that every reader of the sets must be told."""

from dataclasses import dataclass

from wire import Article, PositionFact, Shift, Statement


@dataclass(frozen=True)
class Changes:
    """Idempotent upserts, removed rows included; a store keeps the highest version of each."""

    articles: tuple[Article, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[PositionFact, ...] = ()
    shifts: tuple[Shift, ...] = ()
