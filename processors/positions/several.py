"""Who "they", "both countries", "the two sides" are: the parties that were named together before.

What does not belong here: who one party is, and which words name it (`parties/`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from spacy.tokens import Token

from processors.positions.lexicon import words

SIDES = words("sides")
"""Nouns that stand for parties named before: "both countries", "the delegations"."""

NAME = r"(?:\s+(?:[^\W\d_a-z][\w.’'-]*|al|bin|da|de|del|van|von))*"
LINK = re.compile(rf"\.?{NAME}\s*(?:,|,?\s*(?:and|as well as))\s*(?:the\s+)?")
"""What stands between the names of parties that are told together: a person's name behind an
office, and a link. The dot ends "U.S."."""


class NamedPlace(Protocol):
    """A place `[start, end)` of a text where a party is named."""

    @property
    def start(self) -> int:
        """Where it begins, in code points of the article's text."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def party(self) -> str:
        """The canonical name."""


def joined(text: str, places: Sequence[NamedPlace], offset: int = 0) -> tuple[str, ...]:
    """The parties told together with the first of `places`, itself included: "A, B and C".

    `text` begins at `offset` of the article. Only the first where the list does not end in "and".
    """
    out: list[str] = [places[0].party]
    whole = 1
    for one, two in pairwise(places):
        gap = text[one.end - offset : two.start - offset]
        if LINK.fullmatch(gap) is None:
            break
        out.append(two.party)
        if "," not in gap or "and" in gap or "as" in gap:
            whole = len(out)
    return tuple(dict.fromkeys(out[:whole]))


BARE = frozenset({"det", "nummod", "amod", "predet"})
COUNTS = frozenset({"both", "two", "three", "four"})


def means_several(subject: Token) -> bool:
    """Whether the subject points back to more than one party and names none itself."""
    if subject.lower_ in {"they", "both"}:
        return True
    if subject.lemma_.lower() not in SIDES or subject.tag_ not in {"NNS", "NNPS"}:
        return False
    before = [c for c in subject.children if c.i < subject.i]
    if any(c.dep_ not in BARE for c in before):
        return False
    low = {c.lower_ for c in before}
    return bool(low & COUNTS) or low == {"the"}


def meant(
    subject: Token,
    named: Mapping[int, str],
    together: Iterable[tuple[str, ...]],
    before: tuple[str, ...],
) -> tuple[str, ...]:
    """The parties that `subject` points back to; empty where the text does not tell.

    `named` are the parties of its sentence by the index of their tokens, `together` the parties of
    each earlier subject, the last one last, `before` those named in the sentence before.
    """
    acted = [parties for parties in together if len(parties) > 1]
    if acted:
        return acted[-1]
    if subject.lower_ == "they":
        return ()
    here = tuple(dict.fromkeys(party for index, party in named.items() if index < subject.i))
    return next((parties for parties in (here, before) if len(parties) == 2), ())
