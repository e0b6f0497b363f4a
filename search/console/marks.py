"""Texts cut into pieces, each with what it is: hits of a search, statements, cues, speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from search.query import Query, phrases
from search.text import Span, find_phrases
from wire import Statement

BREAKS = "\n"
MAX_PARAGRAPH = 1200
"""Code points of a paragraph around a statement that are shown; the article has all."""


@dataclass(frozen=True)
class Piece:
    """A piece of text. `hit`: a word asked for. `statement`: the number of the innermost one.

    `role`: cue or speaker of statement `of`. `opens`, `closes`: numbers of the statements that
    begin and end here.
    """

    text: str
    hit: bool = False
    statement: int | None = None
    role: Literal["cue", "speaker"] | None = None
    of: int | None = None
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def with_hits(text: str, spans: Iterable[Span]) -> list[Piece]:
    """A text with the places of a search marked; spans in order, without overlap."""
    pieces: list[Piece] = []
    done = 0
    for start, end in spans:
        if done <= start < end <= len(text):
            pieces += [Piece(text[done:start]), Piece(text[start:end], hit=True)]
            done = end
    return [piece for piece in (*pieces, Piece(text[done:])) if piece.text]


def paragraph(text: str, statement: Statement, query: Query) -> list[Piece]:
    """The paragraph of an article that a statement stands in, with it and the words marked."""
    start = text.rfind(BREAKS, 0, statement.start) + 1
    end = text.find(BREAKS, statement.end)
    end = len(text) if end < 0 else end
    start = max(start, statement.start - MAX_PARAGRAPH // 2)
    end = min(end, max(statement.end, start + MAX_PARAGRAPH))
    found = find_phrases(text[start:end], phrases(query))
    hits = [(start + first, start + last) for first, last in found]
    pieces = _cut(text, start, end, [statement], hits)
    if start and text[start - 1] not in BREAKS:
        pieces.insert(0, Piece("… "))
    if end < len(text) and text[end] not in BREAKS:
        pieces.append(Piece(" …"))
    return pieces


def paragraphs(text: str, statements: Sequence[Statement]) -> list[list[Piece]]:
    """A whole article by paragraphs, with its statements, numbered from 1, cues and speakers."""
    found: list[list[Piece]] = []
    start = 0
    for line in text.split(BREAKS):
        end = start + len(line)
        if line.strip():
            found.append(_cut(text, start, end, statements, ()))
        start = end + 1
    return found


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    number: int
    role: Literal["statement", "cue", "speaker"]


def _marks(statements: Sequence[Statement]) -> list[_Mark]:
    marks: list[_Mark] = []
    for number, each in enumerate(statements, 1):
        spans = each.spans or ((each.start, each.end),)
        marks += [_Mark(first, last, number, "statement") for first, last in spans]
        if each.cue_start is not None and each.cue_end is not None:
            marks.append(_Mark(each.cue_start, each.cue_end, number, "cue"))
        who = each.speaker
        if who is not None and who.start is not None and who.end is not None:
            marks.append(_Mark(who.start, who.end, number, "speaker"))
    return [mark for mark in marks if mark.start < mark.end]


def _cut(
    text: str, start: int, end: int, statements: Sequence[Statement], hits: Sequence[Span]
) -> list[Piece]:
    marks = [mark for mark in _marks(statements) if mark.start < end and mark.end > start]
    places = {start, end}
    for mark in marks:
        places |= {max(start, mark.start), min(end, mark.end)}
    for first, last in hits:
        places |= {max(start, first), min(end, last)}
    ordered = sorted(places)
    pieces = [
        _piece(text[left:right], left, right, marks, hits) for left, right in pairwise(ordered)
    ]
    return _numbered(pieces, ordered, statements)


def _piece(text: str, left: int, right: int, marks: Sequence[_Mark], hits: Sequence[Span]) -> Piece:
    over = [mark for mark in marks if mark.start <= left and right <= mark.end]
    inner = sorted(over, key=lambda mark: (mark.end - mark.start, mark.number))
    said = next((mark for mark in inner if mark.role == "statement"), None)
    role = next((mark for mark in inner if mark.role != "statement"), None)
    return Piece(
        text,
        hit=any(first <= left and right <= last for first, last in hits),
        statement=said.number if said else None,
        role=role.role if role and role.role != "statement" else None,
        of=role.number if role else None,
    )


def _numbered(
    pieces: list[Piece], places: Sequence[int], statements: Sequence[Statement]
) -> list[Piece]:
    opens: dict[int, tuple[int, ...]] = {}
    closes: dict[int, tuple[int, ...]] = {}
    for number, each in enumerate(statements, 1):
        spans = each.spans or ((each.start, each.end),)
        opens[spans[0][0]] = (*opens.get(spans[0][0], ()), number)
        closes[spans[-1][1]] = (*closes.get(spans[-1][1], ()), number)
    return [
        replace(piece, opens=opens.get(left, ()), closes=closes.get(right, ()))
        for piece, (left, right) in zip(pieces, pairwise(places), strict=True)
    ]
