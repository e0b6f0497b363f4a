"""Words of a text with their places, folded so that "Bogotá" meets "Bogota" and "U.S." "US"."""

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\+?")
_POSSESSIVE = ("'s", "’s", "'S", "’S")


class Word(NamedTuple):
    """One word: its span in the text without a possessive ending, its folded form, and that in
    small letters for comparison with the lexicon.

    `possessive`: "'s" or a bare apostrophe follows. `glued_before`, `glued_after`: a hyphen or
    dash joins it to its neighbour ("US-led").
    """

    start: int
    end: int
    text: str
    key: str
    low: str
    capital: bool
    possessive: bool
    glued_before: bool
    glued_after: bool


def key_of(word: str) -> str:
    """A word without accents, dots and typographic apostrophes; case stays."""
    if word.isascii():
        return word.replace(".", "") if "." in word else word
    parts = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return plain.replace("’", "'").replace(".", "")


def words_in(text: str) -> list[Word]:
    """All words of `text`, in order. Offsets are code points."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        possessive = word.endswith(_POSSESSIVE) and len(word) > 2
        if possessive:
            word, end = word[:-2], end - 2
        elif text[end : end + 1] in ("'", "’") and word[-1] in "sSzZxX":
            possessive = text[end + 1 : end + 2].isspace()
        key = key_of(word)
        found.append(
            Word(
                start,
                end,
                word,
                key,
                key.casefold(),
                word[:1].isupper(),
                possessive,
                start > 0 and text[start - 1] in "-‑",
                text[match.end() : match.end() + 1] in ("-", "‑"),
            )
        )
    return found
