"""What is read: the judgement on one predicate, and the reading of a whole statement."""

from dataclasses import dataclass

from processors.positions.certainty import Witnesses
from wire.statement import Change
from wire.vocabulary import Issue, Modifier, Move


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one predicate says of the position of the one who holds it.

    `value` is the stance from -2 to 2, `act` the class of the deciding verb, `weight` how far the
    rule that fired is to be trusted (0 to 1), `head` the index in its Doc of the token judged.
    `worth` is that of the object (-1, 0, 1), `before` the stance that the words take for granted.
    """

    value: int
    act: str
    weight: float
    head: int
    negated: bool = False
    worth: int = 0
    before: int | None = None


Effect = tuple[int, float, int | None]
"""`value`, `weight` and `before` of a judgement, as the rule of one class of verbs gives them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The position that a statement shows. None and empty where the words do not say.

    `confidence` is how plainly they say what is held now (0 to 1, no chance); `witnesses` is there
    with a stance, and tells the chance that it is right.
    """

    issue: Issue | None = None
    issues: tuple[Issue, ...] = ()
    move: Move | None = None
    modifiers: tuple[Modifier, ...] = ()
    stance: int | None = None
    conditional: bool = False
    condition: str | None = None
    requirement: str | None = None
    deadline: str | None = None
    red_line: bool = False
    change: Change | None = None
    confidence: float = 0.0
    witnesses: Witnesses | None = None
