"""Article text as HTML, in the several ways in which outlets write quotation marks."""

from html import escape
from typing import Literal

Marks = Literal["utf-8", "named", "numeric"]
"""How typographic characters are written: as they are, as &ldquo;, or as &#8220;."""

NAMES = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "‘": "&lsquo;",
    "’": "&rsquo;",
    "–": "&ndash;",
    "—": "&mdash;",
    "\N{NO-BREAK SPACE}": "&nbsp;",
}


def inline(text: str, marks: Marks = "utf-8") -> str:
    """Text as HTML inside an element; straight quotation marks stay as they are."""
    safe = escape(text, quote=False)
    if marks == "utf-8":
        return safe
    if marks == "named":
        return "".join(NAMES.get(character, character) for character in safe)
    return "".join(f"&#{ord(c)};" if c in NAMES else c for c in safe)


def paragraphs(text: str, marks: Marks = "utf-8") -> str:
    """Text as HTML paragraphs; a single line break inside a paragraph becomes a <br>."""
    blocks = (block.strip("\n") for block in text.split("\n\n"))
    return "\n".join(
        "<p>" + inline(block, marks).replace("\n", "<br>\n") + "</p>" for block in blocks if block
    )
