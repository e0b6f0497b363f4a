"""The values that this room gives: quotations and people."""

from dataclasses import dataclass
from typing import Literal

from wire import Speaker
from wire.vocabulary import Attribution, StatementKind

Span = tuple[int, int]

How = Literal["marks", "clause", "according", "infinitive", "object", "noun"]
"""How the words are reported: in quotation marks with little else, as a clause ("said that …"), by
"according to", as an infinitive ("refused to …"), as a verb's object ("rejected …"), or under a
noun ("the claim that …"). The last three report positions rather than words."""

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that report: "said", "according to", ":". Offsets are the article's."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution inside one paragraph.

    `spans` are its pieces in order, `start` and `end` enclose them; quotation marks at the outer
    edges are left out. Quotations with the same `utterance` (a number within the article) were said
    in one breath: the pieces of a quotation that runs over several paragraphs. `speaker` is None
    where the text does not show who spoke. `confidence` is between 0 and 1. `by_syntax`: the rules
    found it, alone or as well; else only the tagger did.
    """

    spans: tuple[Span, ...]
    start: int
    end: int
    kind: StatementKind
    attribution: Attribution
    how: How
    cue: Cue | None
    speaker: Speaker | None
    utterance: int
    confidence: float
    paragraph: int = 0
    by_syntax: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named or described."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the article names. `name` is the fullest form, without titles.

    `role` and `affiliation` are words of the article ("foreign minister", "Norwegian"); `gender` is
    a hint from titles and pronouns.
    """

    name: str
    mentions: tuple[Mention, ...]
    role: str | None = None
    affiliation: str | None = None
    gender: Gender | None = None
