"""Short texts parsed in one go: the model reads a batch in half the time of one after the other.

They are joined by blank lines, which no paragraph crosses, and taken apart again.
"""

from collections.abc import Sequence
from dataclasses import replace

from processors.syntax.parser import MOST_CHARACTERS, Paragraph, ParsedText, Parser

BETWEEN = "\n\n"


def parse_together(parser: Parser, texts: Sequence[str]) -> list[ParsedText]:
    """The parse of each text, in order, as `parser.parse` gives it (quotations are not kept)."""
    joined = BETWEEN.join(texts)
    if len(joined) >= MOST_CHARACTERS:
        return [parser.parse(text) for text in texts]
    paragraphs = parser.parse(joined).paragraphs
    out = []
    start = at = 0
    for text in texts:
        found: list[Paragraph] = []
        while at < len(paragraphs) and paragraphs[at].start < start + len(text):
            paragraph = paragraphs[at]
            found.append(
                replace(
                    paragraph,
                    index=len(found),
                    start=paragraph.start - start,
                    end=paragraph.end - start,
                    regions=(),
                    docs=tuple((offset - start, doc) for offset, doc in paragraph.docs),
                )
            )
            at += 1
        out.append(ParsedText(text, tuple(found)))
        start += len(text) + len(BETWEEN)
    return out
