"""Where paragraphs begin and end, and where an overlong one may be cut. No parsing."""

import re

Span = tuple[int, int]

LONGEST_PIECE = 4_000
"""Characters parsed in one go: memory grows with the piece, and no prose paragraph is longer."""

_WRAPPED_LINE = range(40, 101)
"""Length of a line that an editor broke: shorter is a headline or verse, longer a paragraph."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs, in order, without white space at their edges.

    A blank line parts two paragraphs. A single line break does so too, unless the lines look as
    if an editor had wrapped them (all but the last of much the same length).
    """
    found: list[Span] = []
    text = text.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    at = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(_block(text, at, end))
        at = gap.end() if gap else end
    return found


def _block(text: str, start: int, end: int) -> list[Span]:
    lines: list[Span] = []
    at = start
    for line in text[start:end].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    if len(lines) > 1 and _is_wrapped([text[a:b] for a, b in lines]):
        lines = [(start, end)]
    return [span for span in (_stripped(text, a, b) for a, b in lines) if span[0] < span[1]]


def _is_wrapped(lines: list[str]) -> bool:
    body = [len(line.rstrip()) for line in lines[:-1]]
    return all(length in _WRAPPED_LINE for length in body) and (
        sum(line.rstrip()[-1:] not in tuple('.!?:"”’') for line in lines[:-1]) * 2 > len(body)
    )


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def pieces(text: str, start: int, end: int, longest: int = LONGEST_PIECE) -> list[Span]:
    """The span itself, or, where it is longer than `longest`, parts that join without a gap.

    Cut after a sentence that ends in the last half, else after white space, else anywhere.
    """
    found: list[Span] = []
    while end - start > longest:
        window = text[start : start + longest]
        half = longest // 2
        sentence = max((m.end() for m in _SENTENCE_END.finditer(window, half)), default=0)
        cut = sentence or max(window.rfind(" ", half), window.rfind("\n", half)) + 1 or longest
        found.append((start, start + cut))
        start += cut
    found.append((start, end))
    return found


_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")
_SHORT = re.compile(r"(?:\b[A-Z][\w’']{0,4}|\b[a-z]|\.[A-Za-z]|\bvs|\bNo)$")
"""What may be short for something ("Sen.", "U.S.", "a.m."): a stop behind it ends nothing."""


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a paragraph by its full stops alone, joined without a gap.

    In doubt two sentences are left as one.
    """
    found: list[Span] = []
    at = start
    for stop in _SENTENCE.finditer(text, start, end):
        if stop[0][0] == "." and _SHORT.search(text, max(start, stop.start() - 8), stop.start()):
            continue
        found.append((at, stop.end()))
        at = stop.end()
    if at < end:
        found.append((at, end))
    return found


_DATELINE = re.compile(
    r"[^\W\d_a-z]{3,}(?:[^\S\n][^\W\d_a-z]{2,}){0,3}"
    r"(?:,[^\S\n][A-Z][^\n,()–—:]{1,20}){0,2}"
    r"[^\S\n]?(?:\([^()\n]{1,40}\))?"
    r"[^\S\n]?(?:[–—]|-{1,2}(?=\s))[^\S\n]?(?=[A-Z\"“‘'])"
)
"""Place in capitals, then region or date, agency, and a dash before a capital or a quotation."""


def dateline_length(paragraph: str) -> int:
    """Characters of a dateline with its dash and space ("GENEVA, March 2 (Agency) - "); else 0.

    The parser would take the place for the subject of the sentence that follows.
    """
    found = _DATELINE.match(paragraph)
    return found.end() if found and found.end() < len(paragraph) else 0
