"""Texts of strangers without what could steer a terminal or make a line read in another order."""

import unicodedata

UNSAFE = "\N{REPLACEMENT CHARACTER}"
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that can make text read in another order than it stands (CVE-2021-42574)."""


def clean(text: str) -> str:
    """Text without what could steer a terminal or reorder the line; as long as before.

    Feeds are written by strangers: an escape sequence in a title must not reach the terminal. The
    length stays so that offsets into the text keep their meaning.
    """
    return "".join(
        UNSAFE
        if character in REORDERING
        or (character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"})
        else character
        for character in text
    )
