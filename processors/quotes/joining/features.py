"""What a candidate is judged by: the tagger's chances, typography, its links, syntax, the rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.candidates import Candidate, Candidates
from processors.quotes.joining.lexemes import COMMA, EDGE
from processors.quotes.joining.page import Floats, Ints, Page, running
from processors.quotes.joining.pieces import Pieces, Shared, shared
from processors.quotes.joining.runs import Run

Ends = tuple[Ints, Ints]
"""The first word of each candidate, and the word after its last."""

HOWS = ("marks", "clause", "according", "infinitive", "object", "noun")

FEATURES = [
    "chance",
    "rank",
    "votes",
    "pieces",
    "inside",
    "least_inside",
    "before",
    "after",
    "first_begins",
    "most_begins",
    "words",
    "letters",
    "gap",
    "quoted",
    "all_quoted",
    "quote_before",
    "quote_after",
    "kind_before",
    "kind_after",
    "kind_last",
    "word_before",
    "word_after",
    "word_first",
    "capital_first",
    "sentence_ends",
    "commas",
    "paragraph_begins",
    "paragraph_ends",
    "share",
    "paragraph_words",
    "cue",
    "cue_chance",
    "cue_sure",
    "cue_side",
    "cue_far",
    "cue_word",
    "cue_last",
    "cue_part",
    "cue_between",
    "cue_quoted",
    "source",
    "source_chance",
    "source_sure",
    "source_far",
    "source_word",
    "source_part",
    "source_capital",
    "heads_out",
    "heads_in",
    "root_relation",
    "root_part",
    "root_to_cue",
    "edge_before",
    "edge_after",
    "sentences",
    "rule",
    "rule_best",
    "rule_confidence",
    "rule_how",
    "rule_starts",
    "rule_ends",
    "rule_speech",
    "rule_others",
    "rival",
    "rival_better",
    "number_of_cues",
    "number_of_contents",
]


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
        *_cues(page, every, ends),
        *_sources(page, every, ends),
        *_syntax(page, every, pieces, ends),
        *_ruled(page, found, pieces, ends),
        *_rivals(every, mutual),
        np.full(len(every), len(found.cues) / max(len(page), 1)),
        np.full(len(every), len(found.contents) / max(len(page), 1)),
    ]
    rows = np.empty((len(every), len(FEATURES)), dtype=np.float32)
    for number, column in enumerate(columns):
        rows[:, number] = column
    return rows, mutual


def _sums(values: Floats, a: Ints, b: Ints) -> Floats:
    total = running(values)
    out: Floats = (total[b] - total[a]).astype(np.float32)
    return out


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
    long = (last - first).astype(np.float32)
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
        a - first,
        last - b,
        (b - a) / long,
        long,
    ]


def _run_arrays(runs: Sequence[Run | None]) -> tuple[NDArray[np.bool_], Ints, Ints]:
    """Whether there is a run, its first word, and the word after its last; else 0 and 1."""
    ends = np.array([run or (0, 1) for run in runs])
    return np.array([run is not None for run in runs]), ends[:, 0], ends[:, 1]


def _gap(a: Ints, b: Ints, c: Ints, d: Ints) -> Ints:
    """Words between two runs: negative where the other stands before, 0 where it is inside."""
    out: Ints = np.where(c >= b, c - b + 1, np.where(d <= a, d - a - 1, 0))
    return out


def _cues(page: Page, every: Sequence[Candidate], ends: Ends) -> list[NDArray[Any]]:
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


def _sources(page: Page, every: Sequence[Candidate], ends: Ends) -> list[NDArray[Any]]:
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


def _syntax(
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
