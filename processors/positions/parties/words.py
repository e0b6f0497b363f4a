"""Words of a text with their places, folded so that "Bogotá" meets "Bogota" and "U.S." "US"."""

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\+?")
_POSSESSIVE = re.compile(r"['’][sS]$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its span in the text without a possessive ending, and its folded form.

    `possessive`: "'s" or a bare apostrophe follows. `glued_before`, `glued_after`: a hyphen or
    dash joins it to its neighbour ("US-led").
    """

    start: int
    end: int
    text: str
    key: str
    possessive: bool
    glued_before: bool
    glued_after: bool

    @property
    def low(self) -> str:
        """In small letters, for comparison with the lexicon."""
        return self.key.casefold()

    @property
    def capital(self) -> bool:
        """Begins with a capital letter."""
        return self.text[:1].isupper()


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
        possessive = bool(_POSSESSIVE.search(word)) and len(word) > 2
        if possessive:
            word, end = word[:-2], end - 2
        elif text[end : end + 1] in ("'", "’") and word[-1] in "sSzZxX":
            possessive = text[end + 1 : end + 2].isspace()
        found.append(
            Word(
                start,
                end,
                word,
                key_of(word),
                possessive,
                text[start - 1 : start] in ("-", "‑") and start > 0,
                text[match.end() : match.end() + 1] in ("-", "‑"),
            )
        )
    return found
