"""The noun phrase of a speaker: its span, name, role, affiliation, and whether it hides a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from processors.quotes.names import without_place
from processors.quotes.quotation import Span
from processors.syntax.quotation_marks import INVISIBLE

_END_EDGES = ',;:-–—"“”' + INVISIBLE
_EDGES = _END_EDGES + "."

_NO_PART = frozenset({"punct", "cc", "conj", "mark"})


@dataclass(frozen=True, slots=True)
class Source:
    """The speaker as the text has it. `head` is its head noun; `offset` that of the parse."""

    text: str
    start: int
    end: int
    head: Token
    offset: int


def source_of(head: Token, offset: int, text: str, content: Sequence[Span], cue: Span) -> Source:
    """The noun phrase around `head`, with title and apposition, without the words it speaks."""
    tokens = _without_clause([t for t in head.subtree if not t.is_space], head)
    tokens = _without_circumstance(tokens, head)
    tokens = _without_place(tokens, head)
    start, end = offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])
    here = offset + head.idx
    for a, b in (*content, cue):
        if a >= here + len(head) and a < end:
            end = a
        if b <= here and b > start:
            start = b
    while end > start and (text[end - 1].isspace() or text[end - 1] in _END_EDGES):
        end -= 1
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    return Source(text[start:end], start, end, head, offset)


def _without_clause(tokens: list[Token], head: Token) -> list[Token]:
    """Without a whole clause that the parser hung before the noun ("it grew, but the paper …")."""
    finite = [t.i for t in tokens if t.i < head.i and t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    if not finite:
        return tokens
    joins = [t.i for t in tokens if finite[-1] < t.i < head.i and t.dep_ == "cc"]
    return [t for t in tokens if t.i > joins[0]] if joins else tokens


_CIRCUMSTANCES = frozenset({"as", "amid", "despite", "while"})


def _without_circumstance(tokens: list[Token], head: Token) -> list[Token]:
    """Without what goes on meanwhile ("says minister as strike looms")."""
    at = next((t.i for t in tokens if t.i > head.i and t.lower_ in _CIRCUMSTANCES), None)
    return tokens if at is None else [t for t in tokens if t.i < at]


def _without_place(tokens: list[Token], head: Token) -> list[Token]:
    """Without the place or day that the parser took for a part of the name after it."""
    doc, first = head.doc, tokens[0].i
    if head.pos_ != "PROPN" or tokens[0].pos_ != "PROPN" or not first:
        return tokens
    begins = without_place(list(doc), first, head.i + 1)
    return [t for t in tokens if t.i >= begins]
