"""Characters that must not reach an article: repaired where the meaning is certain, else gone."""

import re

_TYPOGRAPHIC = "“”‘’„‚–—…•€"

_DEAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\ufeff\u2060]")
_C1 = re.compile("[\x80-\x9f]")


def _twice_decoded(character: str) -> str:
    """How a character looks when its UTF-8 bytes were read as Windows-1252 (as browsers do)."""
    return "".join(_windows_1252(byte) for byte in character.encode("utf-8"))


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_REPAIRS = {_twice_decoded(character): character for character in _TYPOGRAPHIC}
_MOJIBAKE = re.compile("|".join(map(re.escape, _REPAIRS)))


def scrub(text: str) -> str:
    """The text with characters that cannot be stored or sent replaced one for one.

    Control characters become spaces and lone surrogates U+FFFD, so every offset stays true.
    """
    return _DEAD.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else " ", text)


def clean(text: str) -> str:
    """Scrubbed text with the usual damage to typography undone.

    UTF-8 read as Windows-1252 ("â€œ") and C1 controls (Windows-1252 called Latin-1, WHATWG
    "Encoding") become the quotation marks and dashes that they were; soft hyphens and byte order
    marks go; line ends become line feeds.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "â" in text:
        text = _MOJIBAKE.sub(lambda found: _REPAIRS[found[0]], text)
    text = _C1.sub(lambda found: _windows_1252(ord(found[0])), text)
    text = _C1.sub("", text)
    return scrub(_INVISIBLE.sub("", text))
