"""A whole web page becomes the text of its article, without what stands around it."""

from dataclasses import dataclass
from typing import cast

from lxml import etree, html

from ingest.text.clean import clean
from ingest.text.decode import decode
from ingest.text.html import parse


@dataclass(frozen=True, slots=True)
class Page:
    """What an article page holds: paragraphs of `text` are parted by an empty line.

    `published` is the page's own wording of its date (ISO 8601, or only a day), `canonical` the
    address it calls its own, `language` what it declares ("en-GB").
    """

    title: str
    text: str
    published: str | None = None
    canonical: str | None = None
    language: str | None = None


_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished']/@content",
    "//meta[@name='date' or @name='DC.date.issued' or @name='pubdate']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)


def read_page(data: bytes, content_type: str | None = None, url: str | None = None) -> Page:
    """The article of a page (bytes as received, decompressed). A page without one has no text.

    The text is found by trafilatura (A. Barbaresi, ACL 2021).
    """
    # It loads half of a natural language toolkit: commands that read no page need not wait for it.
    import trafilatura  # noqa: PLC0415

    tree = parse(clean(decode(data, content_type)))
    if tree is None:
        return Page(title="", text="")
    _spell_out_quotations(tree)
    facts = _facts(tree)
    heading = _first(tree, "//h1")
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    text = "" if found is None else _paragraphs(getattr(found, "text", None) or "")
    return Page(text=_without_title(text, {facts["title"], heading}), **facts)


def _spell_out_quotations(tree: html.HtmlElement) -> None:
    """`<q>` shows quotation marks that stand nowhere in the source: write them into the text."""
    for element in list(tree.iter("q")):
        element.text = "“" + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + "”"
        else:
            element.text += "”"
        element.drop_tag()


def _facts(tree: html.HtmlElement) -> dict[str, str]:
    """Title, date, address and language; they must be read before the tree is cut down."""
    title = (
        _first(tree, "//meta[@property='og:title']/@content")
        or _first(tree, "//h1")
        or _first(tree, "//title/text()")
    )
    facts = {
        "title": title,
        "published": next((v for path in _PUBLISHED if (v := _first(tree, path))), ""),
        "canonical": _first(tree, "//link[@rel='canonical']/@href")
        or _first(tree, "//meta[@property='og:url']/@content"),
        "language": _first(tree, "/html/@lang"),
    }
    return {name: value for name, value in facts.items() if value or name == "title"}


def _first(tree: html.HtmlElement, path: str) -> str:
    found = cast("list[str | html.HtmlElement]", etree.XPath(path)(tree))
    values = (each if isinstance(each, str) else str(each.text_content()) for each in found)
    return next((" ".join(value.split()) for value in values if value.strip()), "")


def _without_title(text: str, titles: set[str]) -> str:
    """Some pages repeat their title inside the article; quotations in it would count twice."""
    first, _, rest = text.partition("\n\n")
    return rest if first in titles else text


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.removeprefix("- ").split()) for line in clean(text).split("\n"))
    return "\n\n".join(line for line in lines if line)
