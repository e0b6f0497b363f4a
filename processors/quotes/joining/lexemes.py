"""What the joining knows of a word by itself, as numbers: each word is looked up once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Lexemes(NamedTuple):
    """Columns over the words of an article.

    `letters`: how many letters and digits; `kinds`: 0 for a word, else which mark of punctuation;
    `functions`: which class of function words; `cues`: which frequent reporting word; `links`:
    which word that often stands at a cue or source.
    """

    letters: Ints
    kinds: Ints
    functions: Ints
    cues: Ints
    links: Ints


STOPS = (2, 8, 9)
COMMA, QUOTE = 3, 4
COLONS = (5, 6, 7)
"""Kinds of punctuation: what ends a sentence, and what parts a clause."""

JOINER, RELATIVE = 1, 2
EDGE = 14
"""The kind of what is beyond a paragraph's end."""

_KINDS = {
    **{
        mark: n
        for n, mark in enumerate([".", ",", '"', ";", ":", "—", "!", "?", "(", ")"], start=2)
    },
    "–": 7,
    "-": 7,
    "'": 12,
}

_FUNCTIONS = {
    word: n
    for n, words in enumerate(
        (
            "that", "to", "the a an", "it he she they we i you", "for", "about", "on", "of",
            "whether if", "how what why when where who", "as", "his her its their our my",
            "in at by with from", "not", "and but or", "which", "because", "is was are be",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip


def _numbered(*texts: str) -> dict[str, int]:
    """Words by their place, from 1 on: the weights were learned with these numbers."""
    return {word: number for number, word in enumerate(" ".join(texts).split(), start=1)}


_REPORTING = (
    "said says say told according saying added wrote called asked : show showed shows "
    "announced noted reported suggested in adding argued found agreed continued telling think"
)
"""What a quotation is reported with most often; both numberings begin with it."""

_CUES = _numbered(
    _REPORTING,
    "thinks thought believe believes believed of by for about that tweeted cited citing "
    "has have had is was be tells seemed expected want wants wanted claimed claims know "
    "knows knew hope hopes hoped plan plans planned accused accusing called calling support "
    "supports supported see seen saw feel feels felt decided expect urged warned promised "
    "vowed pledged denied insisted acknowledged explained described declared",
)
"""*Called* stands twice: the later place is its number."""

_LINKS = _numbered(
    _REPORTING,
    "believe of by for about that tweeted cited citing has have is was tells believes seemed "
    "expected he she they it who the a",
)

JOINERS = frozenset({"and", "but", "or", "while", "as"})
RELATIVES = frozenset({"who", "which", "that"})

_KEPT = 100_000


def lexemes(words: Iterable[str]) -> Lexemes:
    """The columns for the words in their order."""
    table = np.array([_lexeme(word) for word in words], dtype=np.int64).reshape(-1, 5)
    return Lexemes(*(np.ascontiguousarray(column) for column in table.T))


@lru_cache(maxsize=_KEPT)
def _lexeme(word: str) -> tuple[int, int, int, int, int]:
    lower = word.lower()
    return (
        sum(map(str.isalnum, word)),
        _KINDS.get(word, 0 if word[0].isalnum() else 1),
        _FUNCTIONS.get(lower, 0),
        _CUES.get(lower, 0),
        _LINKS.get(lower, 0),
    )
