"""What a candidate's cue, source and syntax say of it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.candidates import Candidate
from processors.quotes.joining.page import Floats, Ints, Page, running
from processors.quotes.joining.pieces import Pieces
from processors.quotes.joining.runs import Run

Ends = tuple[Ints, Ints]
"""The first word of each candidate, and the word after its last."""


def _run_arrays(runs: Sequence[Run | None]) -> tuple[NDArray[np.bool_], Ints, Ints]:
    """Whether there is a run, its first word, and the word after its last; else 0 and 1."""
    ends = np.array([run or (0, 1) for run in runs])
    return np.array([run is not None for run in runs]), ends[:, 0], ends[:, 1]


def _gap(a: Ints, b: Ints, c: Ints, d: Ints) -> Ints:
    """Words between two runs: negative where the other stands before, 0 where it is inside."""
    out: Ints = np.where(c >= b, c - b + 1, np.where(d <= a, d - a - 1, 0))
    return out


def cues(page: Page, every: Sequence[Candidate], ends: Ends) -> list[NDArray[Any]]:
    """The ten columns of each candidate's cue; 0 without one."""
    a, b = ends
    has, c, d = _run_arrays([x.cue for x in every])
    table = page.lexemes.cues
    gap = _gap(a, b, c, d)
    stops = running(page.stops)
    behind = np.minimum(b, d)
    between = stops[np.maximum(behind, c)] - stops[behind]
    between += (stops[a] - stops[np.minimum(d, a)]) * (d <= a)
    nothing = ~has
    return [
        has,
        np.array([x.cue_chance for x in every]),
        np.where(nothing, 0, _sums(page.cue, c, d) / (d - c)),
        np.where(nothing, 0, np.sign(gap)),
        np.where(nothing, 0, gap),
        np.where(nothing, 0, table[c]),
        np.where(nothing, 0, table[d - 1]),
        np.where(nothing, 0, page.syntax.parts[d - 1]),
        np.where(nothing, 0, between),
        np.where(nothing, 0, page.words.quoted[c]),
    ]


def sources(page: Page, every: Sequence[Candidate], ends: Ends) -> list[NDArray[Any]]:
    """The seven columns of each candidate's source; 0 without one."""
    a, b = ends
    has, c, d = _run_arrays([x.source for x in every])
    table = page.lexemes.functions
    nothing = ~has
    return [
        has,
        np.array([x.source_chance for x in every]),
        np.where(nothing, 0, _sums(page.source, c, d) / (d - c)),
        np.where(nothing, 0, _gap(a, b, c, d)),
        np.where(nothing, 0, table[c]),
        np.where(nothing, 0, page.syntax.parts[d - 1]),
        np.where(nothing, 0, page.capital[c]),
    ]


def syntax(
    page: Page, every: Sequence[Candidate], pieces: Pieces, ends: Ends
) -> list[NDArray[Any]]:
    """Is it a constituent: words in it that depend on words outside, and the other way round."""
    a, b = ends
    heads, relations, parts = page.syntax.heads, page.syntax.relations, page.syntax.parts
    owner, word = pieces.words()
    head_inside = pieces.holds(owner, heads[word])
    dependent = page.dependent[word]
    out = dependent & ~head_inside
    dependents_inside = np.bincount(owner[dependent & head_inside], minlength=len(every))
    first_out = a.copy()
    leaving = np.flatnonzero(out)[::-1]
    first_out[owner[leaving]] = word[leaving]
    has, c, d = _run_arrays([x.cue for x in every])
    up = heads[first_out]
    sentences = page.syntax.sentences
    same_before = (a > page.first_words[a]) & (sentences[np.maximum(a - 1, 0)] == sentences[a])
    same_after = (b < page.last_words[a]) & (np.append(sentences, -1)[b] == sentences[b - 1])
    return [
        np.bincount(owner[out], minlength=len(every)) + pieces.sums(page.roots),
        pieces.sums(page.dependents) - dependents_inside,
        relations[first_out],
        parts[first_out],
        has & (c <= up) & (up < d),
        same_before,
        same_after,
        sentences[b - 1] - sentences[a],
    ]


def _sums(values: Floats, a: Ints, b: Ints) -> Floats:
    total = running(values)
    out: Floats = (total[b] - total[a]).astype(np.float32)
    return out
