"""What a position is read from: the words of a statement and what is known around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from processors.positions.leading import Owner
from processors.positions.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a statement, of one or more Docs, in the text's order.

    `cue` is the verb that reports it, which may itself tell the position ("rejected", "vowed");
    with `deed` only the predicate at `cue` counts. `owner` tells whose a subject is, `towards` is
    how many other parties are named.
    """

    tokens: Sequence[Token]
    cue: Token | None = None
    around: Surroundings = field(default_factory=Surroundings)
    deed: bool = False
    owner: Owner | None = None
    towards: int = 0

    @property
    def words(self) -> list[Token]:
        """The tokens without white space."""
        return [t for t in self.tokens if not t.is_space]
