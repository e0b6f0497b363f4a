"""What a candidate is judged by: the tagger's chances, typography, its links, syntax, the rules."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.candidates import Candidate, Candidates
from processors.quotes.joining.lexemes import COMMA, EDGE
from processors.quotes.joining.page import Floats, Page
from processors.quotes.joining.runs import Run

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


def overlaps(candidates: Sequence[Candidate], n: int) -> NDArray[np.float32]:
    """Candidates by words: 1 where a word is in a piece."""
    out = np.zeros((len(candidates), n), dtype=np.float32)
    for row, candidate in enumerate(candidates):
        for a, b in candidate.pieces:
            out[row, a:b] = 1
    return out


def shares(one: Floats, other: Floats, letters: NDArray[np.int64]) -> Floats:
    """Intersection over union in letters, of every row of one with every row of the other."""
    weights = np.diff(letters).astype(np.float32)
    weighted = one * weights
    both = weighted @ other.T
    total = weighted.sum(1)[:, None] + (other * weights).sum(1)[None, :] - both
    out: Floats = (both / np.maximum(total, 1)).astype(np.float32)
    return out


def rows_of(page: Page, found: Candidates) -> tuple[Floats, Floats]:
    """A row of features for each candidate, in the order of `FEATURES`; and their overlaps.

    The overlaps are intersections over union of every two candidates, in letters.
    """
    every = found.all
    n = len(page)
    if not every:
        return np.zeros((0, len(FEATURES)), dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    cover = overlaps(every, n)
    mutual = shares(cover, cover, page.letters)
    columns = [
        *_tagged(page, every, cover),
        *_typography(page, every, cover),
        *_cues(page, every),
        *_sources(page, every),
        *_syntax(page, every, cover),
        *_ruled(page, found, cover),
        *_rivals(every, mutual),
        np.full(len(every), len(found.cues) / max(n, 1)),
        np.full(len(every), len(found.contents) / max(n, 1)),
    ]
    rows = np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)
    return rows, mutual


def _ends(every: Sequence[Candidate]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.array([c.first for c in every]), np.array([c.last for c in every])


def _sums(values: Floats, a: NDArray[np.int64], b: NDArray[np.int64]) -> Floats:
    total = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
    out: Floats = (total[b] - total[a]).astype(np.float32)
    return out


def _tagged(page: Page, every: Sequence[Candidate], cover: Floats) -> list[Floats]:
    a, b = _ends(every)
    words = cover.sum(1)
    least = np.array([min(float(np.min(page.content[x:y])) for x, y in c.pieces) for c in every])
    again = np.array(
        [
            max(
                (float(np.max(page.begins[x + 1 : y])) for x, y in c.pieces if y > x + 1), default=0
            )
            for c in every
        ]
    )
    inside = cover @ page.content / words
    before = np.where(a > page.first_words[a], page.content[np.maximum(a - 1, 0)], 0)
    padded = np.append(page.goes_on, 0)
    after = np.where(b < page.last_words[a], padded[b], 0)
    return [
        np.array([c.chance for c in every]),
        np.array([c.rank for c in every]),
        np.array([c.votes for c in every]),
        np.array([len(c.pieces) for c in every]),
        inside,
        least,
        before,
        after,
        page.begins[a],
        again,
        words,
    ]


def _typography(page: Page, every: Sequence[Candidate], cover: Floats) -> list[Floats]:
    a, b = _ends(every)
    own = page.lexemes.letters.astype(np.float32)
    letters = cover @ own
    quoted = cover @ (own * page.words.quoted) / np.maximum(letters, 1)
    kinds = np.append(page.lexemes.kinds, EDGE)
    first, last = page.first_words[a], page.last_words[a]
    at_start, at_end = a == first, b >= last
    words = np.append(page.lexemes.functions, 0)
    commas = (page.lexemes.kinds == COMMA).astype(np.float32)
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
        _sums(page.stops.astype(np.float32), a, b),
        _sums(commas, a, b),
        a - first,
        last - b,
        (b - a) / long,
        long,
    ]


def _run_arrays(runs: Sequence[Run | None]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (
        np.array([r[0] if r else 0 for r in runs]),
        np.array([r[1] if r else 1 for r in runs]),
    )


def _gap(
    a: NDArray[np.int64], b: NDArray[np.int64], c: NDArray[np.int64], d: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Words between two runs: negative where the other stands before, 0 where it is inside."""
    out: NDArray[np.int64] = np.where(c >= b, c - b + 1, np.where(d <= a, d - a - 1, 0))
    return out


def _cues(page: Page, every: Sequence[Candidate]) -> list[Floats]:
    a, b = _ends(every)
    has = np.array([c.cue is not None for c in every])
    c, d = _run_arrays([x.cue for x in every])
    table = page.lexemes.cues
    gap = _gap(a, b, c, d)
    stops = page.stops.astype(np.float32)
    between = _sums(stops, np.minimum(b, d), np.maximum(np.minimum(b, d), c)) + _sums(
        stops, np.minimum(d, a), a
    ) * (d <= a)
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


def _sources(page: Page, every: Sequence[Candidate]) -> list[Floats]:
    a, b = _ends(every)
    has = np.array([c.source is not None for c in every])
    c, d = _run_arrays([x.source for x in every])
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


def _syntax(page: Page, every: Sequence[Candidate], cover: Floats) -> list[Floats]:
    """Is it a constituent: words in it that depend on words outside, and the other way round."""
    a, b = _ends(every)
    heads, relations, parts = page.syntax.heads, page.syntax.relations, page.syntax.parts
    real = (page.lexemes.kinds == 0).astype(np.float32)
    there = np.arange(len(page)) != heads
    row = np.arange(len(every))[:, None]
    covered_head = cover[row, heads[None, :]]
    out = cover * (1 - covered_head) * real * there
    into = (1 - cover) * covered_head * real * there
    roots = (cover * (~there)).sum(1)
    first_out = np.where(out.any(1), out.argmax(1), a)
    cue_heads = []
    for number, candidate in enumerate(every):
        head = heads[first_out[number]]
        cue = candidate.cue
        cue_heads.append(cue is not None and cue[0] <= head < cue[1])
    sentences = page.syntax.sentences
    same_before = (a > page.first_words[a]) & (sentences[np.maximum(a - 1, 0)] == sentences[a])
    padded = np.append(sentences, -1)
    same_after = (b < page.last_words[a]) & (padded[b] == sentences[b - 1])
    return [
        out.sum(1) + roots,
        into.sum(1),
        relations[first_out],
        parts[first_out],
        np.array(cue_heads),
        same_before,
        same_after,
        sentences[b - 1] - sentences[a],
    ]


def _ruled(page: Page, found: Candidates, cover: Floats) -> list[Floats]:
    every = found.all
    n = len(every)
    has = np.array([c.draft is not None for c in every])
    if not found.drafts:
        nothing = np.zeros(n, dtype=np.float32)
        return [nothing] * 8
    ruled = [Candidate(pieces, 0, 0, 2) for pieces, _ in found.drafts]
    share = shares(cover, overlaps(ruled, len(page)), page.letters)
    best = share.argmax(1)
    top = share[np.arange(n), best]
    drafts = [d for _, d in found.drafts]
    sure = np.array([d.confidence for d in drafts])
    how = np.array([HOWS.index(d.how) + 1 for d in drafts])
    speech = np.array([d.speech for d in drafts])
    a, b = _ends(every)
    x, y = _ends(ruled)
    some = top > 0
    return [
        has,
        top,
        np.where(some, sure[best], 0),
        np.where(some, how[best], 0),
        np.where(some, x[best] == a, 0),
        np.where(some, y[best] == b, 0),
        np.where(some, speech[best], 0),
        (share > 0).sum(1),
    ]


def _rivals(every: Sequence[Candidate], mutual: Floats) -> list[Floats]:
    """The best chance among the candidates that overlap this one, and how many are better."""
    chance = np.array([c.chance + 2.0 * (c.votes == 3) for c in every], dtype=np.float32)
    touching = mutual > 0
    np.fill_diagonal(touching, val=False)
    rivals = np.where(touching, chance[None, :], -20)
    return [
        rivals.max(1),
        (touching & (chance[None, :] > chance[:, None])).sum(1),
    ]
