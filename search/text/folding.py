"""Characters to their plain form: compatibility forms, case, accents, apostrophes, invisible marks.

Works on one word as it was cut out of a text; how words are cut is in `tokens`.
"""

import re
import unicodedata

APOSTROPHES = "'’ʼ＇"
"""Straight, typographic, modifier letter, full width: news feeds mix all four."""

INVISIBLE = "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphen, joiners, direction marks, byte order mark, as ranges of a character class: they may
stand inside a word and are no part of it. Zero width space is not among them: it ends a word."""

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Blocks of combining marks, as ranges of a character class."""

_POSSESSIVE = re.compile(f"[{APOSTROPHES}][sS]$")
_DROPPED = re.compile(f"[{APOSTROPHES}{INVISIBLE}.\u02b9-\u02bf]")
_WORD = re.compile(r"[^\W_]+")

_NOT_DECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
    }
)
"""Lower-case Latin letters that Unicode holds to be letters of their own: without this, "Tromsø"
would not be found by "Tromso"."""


def fold(word: str) -> tuple[str, ...]:
    """The plain forms of one word: lower case, no accents, no possessive, no dots, no apostrophes.

    Mostly one; none where nothing is left, more where a compatibility form hides several ("½").
    """
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return tuple(_WORD.findall(word.replace("'", "").replace(".", "").lower()))
    plain = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    # A full-width dot or apostrophe shows itself only after the compatibility forms are gone.
    plain = _DROPPED.sub("", plain).translate(_NOT_DECOMPOSED)
    without_accents = "".join(
        character
        for character in unicodedata.normalize("NFKD", plain)
        if not unicodedata.category(character).startswith("M")
    )
    return tuple(_WORD.findall(unicodedata.normalize("NFC", without_accents)))
