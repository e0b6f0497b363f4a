"""The values of a dossier, and the error that says what is wrong with one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from wire import Statement
from wire.vocabulary import Issue


@dataclass(frozen=True, slots=True)
class DossierPerson:
    """Somebody who speaks for a party. `role` is free text ("foreign minister") or None."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class DossierParty:
    """A state or organisation that takes part.

    `name` is the canonical short English name that statements and shifts carry; `counterparties`
    are canonical names of those it negotiates with (empty: all the other parties of the dossier).
    """

    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[DossierPerson, ...] = ()
    counterparties: tuple[str, ...] = ()


Position = Literal["willing", "unwilling"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must be read from it; what is None is left open."""

    text: str
    party: str | None = None
    issue: Issue | None = None
    position: Position | None = None

    def is_met_by(self, statements: Iterable[Statement]) -> bool:
        """Whether one of the statements has all that was named."""
        return any(
            (self.party is None or self.party in (statement.party, *statement.parties))
            and (self.issue is None or self.issue in (statement.issue, *statement.issues))
            and (self.position is None or self.position == _position(statement))
            for statement in statements
        )


def _position(statement: Statement) -> Position | None:
    if not statement.stance:
        return None
    return "willing" if statement.stance > 0 else "unwilling"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One negotiation. `issues` maps an issue of the closed list to words that stand for it."""

    id: str
    title: str
    parties: tuple[DossierParty, ...]
    issues: Mapping[Issue, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    feeds: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def counterparties_of(self, party: str) -> tuple[str, ...]:
        """Whom `party` negotiates with; empty when the dossier does not know the party."""
        for known in self.parties:
            if known.name == party:
                others = tuple(other.name for other in self.parties if other.name != party)
                return known.counterparties or others
        return ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a dossier: the line (from 1; 0 = the file itself), what is wrong, what to do."""

    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.message}; {self.remedy}"


class DossierError(ValueError):
    """A dossier cannot be used. `problems` are all its faults, in the order of their lines."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))
