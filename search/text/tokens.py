"""Text to tokens: where words begin and end, their plain form (`folding`), their stem.

Offsets count code points of the text as given, so that a hit can be marked in the article itself.
"""

import re
import threading
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from search.text.folding import APOSTROPHES, INVISIBLE, MARKS, fold

NORMALISER = 2
"""Goes up when the same document would give other tokens or keywords: an index
made with another number must be made anew before it is searched."""

MAX_WORD = 200
"""Code points of one word that are looked at; what is longer is no word but data."""

MAX_NAME = 40
"""Code points of what may be a name, whose stems are remembered."""

MAX_TOKEN = 64
"""Code points of a token that are kept."""

_LETTER = rf"[^\W\d_][{MARKS}]*+"
_ALPHANUMERIC = r"[^\W_]"
_POSSESSIVE = rf"(?:[{APOSTROPHES}][sS](?!{_ALPHANUMERIC}))?"
_ABBREVIATION = rf"{_LETTER}(?:[.．]{_LETTER})+(?![{MARKS}]|{_ALPHANUMERIC})[.．]?{_POSSESSIVE}"
_INNER = rf"[{MARKS}{INVISIBLE}]++{_ALPHANUMERIC}*+|[{APOSTROPHES}]{_ALPHANUMERIC}++"
_WORD = re.compile(rf"{_ABBREVIATION}|{_ALPHANUMERIC}++(?:{_INNER})*+")
"""Possessive quantifiers throughout the long part: no input makes it go back over what it read."""

_stemmer = Stemmer.Stemmer("english", 0)
_stemming = threading.Lock()


class Token(NamedTuple):
    """A stem and the place `[start, end)` of the word that it was made from."""

    text: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words as they stand in the text."""
    found: list[str] = _WORD.findall(text)
    return found


def terms(text: str) -> list[str]:
    """The stems of a text in order: what an index holds and a query asks for."""
    # Names of parties, speakers and outlets come with every statement; texts only once.
    if len(text) <= MAX_NAME:
        return list(_terms_of_name(text))
    return [stem for word in words(text) for stem in _stems(word[:MAX_WORD])]


def tokens(text: str) -> list[Token]:
    """The same stems as `terms`, each with its place in `text`."""
    return [
        Token(stem, match.start(), match.end())
        for match in _WORD.finditer(text)
        for stem in _stems(match.group()[:MAX_WORD])
    ]


def key(value: str) -> str:
    """A name as one comparable word: "Côte d'Ivoire" -> "cote_divoire". Not stemmed.

    Two spellings of a name that differ only in case, accents or punctuation have the same key.
    """
    return _key_of_name(value) if len(value) <= MAX_NAME else _key(value)


def _key(value: str) -> str:
    return "_".join(plain for word in words(value) for plain in fold(word))


_key_of_name = lru_cache(maxsize=8_192)(_key)


@lru_cache(maxsize=8_192)
def _terms_of_name(name: str) -> tuple[str, ...]:
    return tuple(stem for word in words(name) for stem in _stems(word))


@lru_cache(maxsize=65_536)
def _stems(word: str) -> tuple[str, ...]:
    # A stemmer keeps state while it works, and readers search from several threads.
    with _stemming:
        return tuple(_stemmer.stemWord(plain[:MAX_TOKEN]) for plain in fold(word))
