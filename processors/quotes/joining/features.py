"""What a candidate is judged by: the tagger's chances, typography, its links, syntax, the rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.candidates import Candidate, Candidates
from processors.quotes.joining.columns import FEATURES, HOWS
from processors.quotes.joining.lexemes import COMMA, EDGE
from processors.quotes.joining.page import Floats, Page, running
from processors.quotes.joining.pieces import Pieces, Shared, shared
from processors.quotes.joining.structure import Ends, cues, sources, syntax

_NEAR = 60
"""Words: how far off a paragraph's edge is does not matter beyond (some texts have lost theirs)."""


def rows_of(page: Page, found: Candidates) -> tuple[Floats, Shared]:
    """A row of features for each candidate, in the order of `FEATURES`; and what they share."""
    every = found.all
    if not every:
        nothing = Pieces.of([])
        return np.zeros((0, len(FEATURES)), dtype=np.float32), shared(
            nothing, nothing, page.letters
        )
    pieces = Pieces.of([c.pieces for c in every])
    mutual = shared(pieces, pieces, page.letters)
    ends = np.array([c.first for c in every]), np.array([c.last for c in every])
    columns = [
        *_tagged(page, every, pieces, ends),
        *_typography(page, pieces, ends),
        *cues(page, every, ends),
        *sources(page, every, ends),
        *syntax(page, every, pieces, ends),
        *_ruled(page, found, pieces, ends),
        *_rivals(every, mutual),
        np.full(len(every), len(found.cues) / max(len(page), 1)),
        np.full(len(every), len(found.contents) / max(len(page), 1)),
    ]
    rows = np.empty((len(every), len(FEATURES)), dtype=np.float32)
    for number, column in enumerate(columns):
        rows[:, number] = column
    return rows, mutual


def _tagged(
    page: Page, every: Sequence[Candidate], pieces: Pieces, ends: Ends
) -> list[NDArray[Any]]:
    a, b = ends
    words = pieces.sums(np.arange(len(page) + 1))
    before = np.where(a > page.first_words[a], page.content[np.maximum(a - 1, 0)], 0)
    after = np.where(b < page.last_words[a], np.append(page.goes_on, 0)[b], 0)
    return [
        np.array([c.chance for c in every]),
        np.array([c.rank for c in every]),
        np.array([c.votes for c in every]),
        np.array([len(c.pieces) for c in every]),
        pieces.sums(running(page.content)) / words,
        pieces.least(page.content),
        before,
        after,
        page.begins[a],
        pieces.most_inside(page.begins),
        words,
    ]


def _typography(page: Page, pieces: Pieces, ends: Ends) -> list[NDArray[Any]]:
    a, b = ends
    letters = pieces.sums(page.letters)
    inside = running(page.lexemes.letters * page.words.quoted)
    quoted = pieces.sums(inside) / np.maximum(letters, 1)
    kinds = np.append(page.lexemes.kinds, EDGE)
    first, last = page.first_words[a], page.last_words[a]
    at_start, at_end = a == first, b >= last
    words = np.append(page.lexemes.functions, 0)
    commas, stops = running(page.lexemes.kinds == COMMA), running(page.stops)
    outside = page.letters[b] - page.letters[a] - letters
    inside_marks = np.append(page.words.quoted, False)
    long = np.minimum(last - first, 2 * _NEAR).astype(np.float32)
    return [
        letters,
        outside,
        quoted,
        quoted >= 0.95,
        ~at_start & inside_marks[np.maximum(a - 1, 0)],
        ~at_end & inside_marks[np.minimum(b, len(page))],
        np.where(at_start, EDGE, kinds[np.maximum(a - 1, 0)]),
        np.where(at_end, EDGE, kinds[np.minimum(b, len(page))]),
        kinds[b - 1],
        np.where(at_start, 0, words[np.maximum(a - 1, 0)]),
        np.where(at_end, 0, words[np.minimum(b, len(page))]),
        words[a],
        page.capital[a],
        stops[b] - stops[a],
        commas[b] - commas[a],
        np.minimum(a - first, _NEAR),
        np.minimum(last - b, _NEAR),
        np.minimum((b - a) / long, 1),
        long,
    ]


def _ruled(page: Page, found: Candidates, pieces: Pieces, ends: Ends) -> list[NDArray[Any]]:
    every = found.all
    if not found.drafts:
        return [np.zeros(len(every))] * 8
    ruled = Pieces.of([own for own, _ in found.drafts])
    common = shared(pieces, ruled, page.letters)
    top, best = common.best()
    some = top > 0
    drafts = [d for _, d in found.drafts]
    table = np.array([(d.confidence, HOWS.index(d.how) + 1, d.speech) for d in drafts])[best]
    a, b = ends
    first = np.array([own[0][0] for own, _ in found.drafts])[best]
    last = np.array([own[-1][1] for own, _ in found.drafts])[best]
    return [
        np.array([c.draft is not None for c in every]),
        top,
        some * table[:, 0],
        some * table[:, 1],
        some & (first == a),
        some & (last == b),
        some * table[:, 2],
        np.diff(common.begins),
    ]


def _rivals(every: Sequence[Candidate], mutual: Shared) -> list[NDArray[Any]]:
    """The best chance among the candidates that overlap this one, and how many are better."""
    chance = np.array([c.chance + 2.0 * (c.votes == 3) for c in every], dtype=np.float32)
    others = mutual.one != mutual.other
    one, rival = mutual.one[others], chance[mutual.other[others]]
    best = np.full(len(every), -20, dtype=np.float32)
    np.maximum.at(best, one, rival)
    better = np.bincount(one[rival > chance[one]], minlength=len(every))
    return [best, better]
