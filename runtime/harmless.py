"""Texts and addresses of strangers without what could steer or mislead whoever reads them."""

import unicodedata
from urllib.parse import urlsplit

MAX_ADDRESS = 2000

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


def outside(address: str | None) -> str | None:
    """The address if a reader may be led there: http or https, with a host; else None.

    A feed may write `javascript:` into a link, or hide it behind blanks and control characters,
    which browsers take out (https://url.spec.whatwg.org/#concept-basic-url-parser).
    """
    if not address or len(address) > MAX_ADDRESS or clean(address) != address:
        return None
    if any(character.isspace() or character == "\\" for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None
