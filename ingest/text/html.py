"""A fragment of HTML, as feeds carry it, becomes text."""

import re

from lxml import etree, html

from ingest.text.clean import clean

BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figure
    footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th
    thead tr ul""".split()  # noqa: SIM905 - a list of words is read as words
)

UNREAD = frozenset(
    """applet audio base button canvas embed figcaption form frame frameset head iframe input link
    map math menu meta nav noframes noscript object option script select style svg template
    textarea title video""".split()  # noqa: SIM905
)
"""Elements whose text no reader of the article sees as part of it."""

PARAGRAPH, LINE = "\x00", "\x01"
"""Marks set while the tree is walked; control characters are gone from the source by then."""

_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,});")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r" *([\x00\x01](?:[\x00\x01 ]*[\x00\x01])?) *")
_REPETITION_OF_THE_FEED = re.compile(
    r"\n\n(?:The post .{1,300} (?:first appeared|appeared first) on .{1,200}"
    r"|(?:Continue reading|Read more|Read the full (?:story|article))\W*)$",
    re.IGNORECASE,
)
"""What publishing software adds below the text of an entry."""


def html_to_text(source: str) -> str:
    """The text of an HTML fragment (or of plain text), paragraphs parted by an empty line.

    Every quotation mark stays as it was written; `<q>` gives “ and ”. `<br>` gives a line feed,
    two of them a paragraph. Any text is taken, however broken the markup is.
    """
    source = clean(source)
    if not _MARKUP.search(source):
        return _plain(source)
    tree = parse(source)
    text = "" if tree is None else tree_to_text(tree)
    if not text:
        # The parser gives up below some depth; what is written there is still worth a reading.
        text = _plain(_TAG.sub(" ", source))
    return _REPETITION_OF_THE_FEED.sub("", text).strip()


def parse(source: str) -> html.HtmlElement | None:
    """The tree of an HTML text, None where there is none. Nothing outside the text is loaded."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return html.document_fromstring(scrub_bytes(source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def scrub_bytes(source: str) -> bytes:
    """The text as UTF-8; lone surrogates, which have no UTF-8 form, become question marks."""
    return source.encode("utf-8", "replace")


def tree_to_text(tree: etree._Element) -> str:
    """The text of a tree, paragraphs parted by an empty line. Nesting may be of any depth."""
    pieces: list[str] = []
    unread = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unread += tag in UNREAD
            if not unread:
                pieces.append(_opening(tag))
                pieces.append(_folded(element.text))
            continue
        if event == "end":
            if not unread:
                pieces.append(_closing(tag))
            unread -= tag in UNREAD
        if not unread and element is not tree:
            pieces.append(_folded(element.tail))
    return _joined("".join(pieces))


def _opening(tag: str) -> str:
    if tag == "q":
        return "“"
    if tag == "br":
        return LINE
    return PARAGRAPH if tag in BLOCKS else ""


def _closing(tag: str) -> str:
    if tag == "q":
        return "”"
    return PARAGRAPH if tag in BLOCKS else ""


def _folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", clean(text)) if text else ""


def _joined(text: str) -> str:
    return _BREAKS.sub(_gap, re.sub(" {2,}", " ", text)).strip()


def _gap(found: re.Match[str]) -> str:
    marks = found[1]
    return "\n\n" if PARAGRAPH in marks or marks.count(LINE) > 1 else "\n"


def _plain(text: str) -> str:
    """Text without markup: white space folded inside lines, empty lines part paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text)
    folded = ("\n".join(map(_line, each.strip().split("\n"))) for each in paragraphs)
    return "\n\n".join(paragraph for paragraph in folded if paragraph)


def _line(text: str) -> str:
    return " ".join(text.split())
