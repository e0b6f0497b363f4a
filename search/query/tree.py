"""The tree of a query: frozen values, each knowing where in the query it was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

KeywordName = Literal[
    "party",
    "counterparty",
    "issue",
    "move",
    "kind",
    "direction",
    "status",
    "negotiation",
    "article",
    "under",
]
"""`under` is of the confidence: a shift stands under each of `LEVELS` that it does not reach."""

MentionName = Literal["speaker", "outlet"]


@dataclass(frozen=True)
class Everything:
    """Matches every document."""


@dataclass(frozen=True)
class Words:
    """One word, or several that stand side by side. `stems` are what the index holds."""

    stems: tuple[str, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Mention:
    """Words side by side inside one part of a document: its speaker, its outlet."""

    name: MentionName
    stems: tuple[str, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Keyword:
    """A value as a whole; `key` is its comparable form (`search.text.key`)."""

    name: KeywordName
    key: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Stance:
    """The stance is one of these, from -2 to 2."""

    values: tuple[int, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class After:
    """At this moment (UTC) or later."""

    moment: datetime
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Before:
    """Earlier than this moment (UTC)."""

    moment: datetime
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class And:
    """All of them; at least two."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Or:
    """At least one of them; at least two."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Not:
    """What does not match."""

    part: "Query"


Query = Everything | Words | Mention | Keyword | Stance | After | Before | And | Or | Not
EVERYTHING = Everything()


def leaves(query: Query, wanted: bool = True) -> Iterator[tuple[Query, bool]]:
    """The ends of the tree in the order written, each with whether it is asked for or ruled out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted)
        case Not(part):
            yield from leaves(part, not wanted)
        case _:
            yield query, wanted


def phrases(query: Query) -> tuple[tuple[str, ...], ...]:
    """What is to be marked in a hit: the words asked for, without those ruled out."""
    return tuple(
        dict.fromkeys(
            leaf.stems for leaf, wanted in leaves(query) if wanted and isinstance(leaf, Words)
        )
    )
