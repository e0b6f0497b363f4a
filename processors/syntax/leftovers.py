"""Left-overs of markup in a text, blanked out for reading; the text keeps its length."""

import html
import re

_LEFTOVER = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,300}>|<!--[^<>\n]{0,300}-->"
    r"|&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});"
)
_OPENING = frozenset("“‘„‚«‹([")


def without_markup(text: str) -> str:
    """The text with tags as spaces and entities as their character; as long as before.

    An opening mark stands at the end of its entity, any other character at the beginning: beside
    the word that it belongs to.
    """
    if "<" not in text and "&" not in text:
        return text
    return _LEFTOVER.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    whole = found.group()
    if whole[0] == "<":
        return " " * len(whole)
    character = html.unescape(whole)
    if len(character) != 1:
        return whole
    rest = " " * (len(whole) - 1)
    return rest + character if character in _OPENING else character + rest
