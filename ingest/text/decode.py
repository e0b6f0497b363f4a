"""Bytes of a page become characters, whatever the server and the page claim about them."""

import codecs
import re

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

DECLARATION_WITHIN = 4096
"""Bytes searched for a declaration. The standard says 1,024; real pages put scripts before it."""

READ_AS_WINDOWS = frozenset({"ascii", "iso8859-1"})
"""WHATWG "Encoding": these labels mean Windows-1252, and pages in Latin-1 are written in it."""


def decode(data: bytes, content_type: str | None = None) -> str:
    """The text of a page: by byte order mark, else as UTF-8 where it is valid, else as declared in
    the Content-Type header or in the page, else as Windows-1252. Never raises.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    declared = charset_of(content_type) or _known(
        _label(_DECLARED.search(data[:DECLARATION_WITHIN]))
    )
    # UTF-16 without a mark is also valid UTF-8 (with NULs); ISO-2022-JP is ASCII throughout.
    if not (declared and declared.startswith(("utf-16", "utf-32", "iso2022", "hz"))) and is_utf8(
        data
    ):
        return data.decode("utf-8", "replace")
    return data.decode(declared or "cp1252", "replace")


def charset_of(content_type: str | None) -> str | None:
    """The character set that a Content-Type names, by Python's name; None for none or no such."""
    return _known(_label(_IN_HEADER.search(content_type or "")))


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, but for a last character that was cut in two."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _cut_off(error, data)
    return True


def _cut_off(error: UnicodeDecodeError, data: bytes) -> bool:
    """Whether UTF-8 is valid but for a last character that a truncated transfer cut in two."""
    return error.start > 0 and error.end == len(data) and error.reason == "unexpected end of data"


def _label(found: re.Match[bytes] | re.Match[str] | None) -> str | None:
    if found is None:
        return None
    label = found[1]
    return label.decode("ascii", "replace") if isinstance(label, bytes) else label


def _known(label: str | None) -> str | None:
    if label is None:
        return None
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    # Codecs such as "hex" and "rot13" are known to Python and are no character sets.
    if not found._is_text_encoding:
        return None
    return "cp1252" if found.name in READ_AS_WINDOWS else found.name
