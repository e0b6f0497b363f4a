"""Labelled articles, and the tag of each of their words."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.quotation import Span
from processors.quotes.tagger.tags import CONTENT, CUE, SOURCE
from processors.quotes.tagger.words import Words


@dataclass(frozen=True, slots=True)
class Gold:
    """An attribution as a reader marked it; `speech` is None where the reader did not say."""

    spans: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    speech: bool | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with all of its attributions."""

    id: str
    text: str
    gold: tuple[Gold, ...]


def labelled(lines: Iterable[str]) -> Iterator[Labelled]:
    """Articles from JSON lines: `doc_id`, `text`, `quotes` with `spans`, speaker and cue."""
    for line in lines:
        if line.strip():
            row = json.loads(line)
            yield Labelled(row["doc_id"], row["text"], tuple(_gold(row, q) for q in row["quotes"]))


def _gold(row: Mapping[str, Any], quote: Mapping[str, Any]) -> Gold:
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    told = quote.get("attribution")
    return Gold(
        tuple((a, b) for a, b in spans),
        _first_piece(row["text"], quote.get("speaker_span"), quote.get("speaker_text")),
        _first_piece(row["text"], quote.get("cue_span"), quote.get("cue")),
        None if told is None else told == "speech",
    )


def _first_piece(text: str, span: list[int] | None, words: str | None) -> Span | None:
    """The span, or, where words stand between its pieces, the first piece."""
    if not span or not words or not words.strip():
        return None
    start, end = span
    if text[start:end] == words:
        return start, end
    parts = words.split()
    n = len(parts)
    while n > 1 and not text.startswith(" ".join(parts[:n]), start):
        n -= 1
    return start, start + len(" ".join(parts[:n]))


def tags_of(article: Labelled, words: Words) -> NDArray[np.int64]:
    """The tag of each word. What is content is nothing else; an inner content cuts an outer one."""
    tags = np.zeros(len(words), dtype=np.int64)
    letters = np.array([any(c.isalnum() for c in t) for t in words.texts], dtype=bool)
    for gold in article.gold:
        for span, tag in ((gold.cue, CUE), (gold.source, SOURCE)):
            if span:
                _mark(tags, words, span, tag, None)
    for gold in sorted(article.gold, key=lambda g: g.spans[0][0] - g.spans[-1][1]):
        for span in gold.spans:
            _mark(tags, words, span, CONTENT, letters)
    return tags


def _mark(
    tags: NDArray[np.int64],
    words: Words,
    span: Span,
    tag: int,
    letters: NDArray[np.bool_] | None,
) -> None:
    first = int(np.searchsorted(words.ends, span[0], side="right"))
    last = int(np.searchsorted(words.starts, span[1], side="left"))
    if letters is not None:
        at = np.flatnonzero(letters[first:last])
        if not len(at):
            return
        first, last = first + int(at[0]), first + int(at[-1]) + 1
    if last > first:
        tags[first] = tag
        tags[first + 1 : last] = tag + 1


def fold_of(name: str, folds: int) -> int:
    """The part of a cross-validation that an article belongs to, by its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % folds
