"""Learns the linkers and the ranking from labelled articles and the tagger's scores of them.

The scores must be those of taggers that have not seen the article (cross-validation): a tagger is
surer of what it has learned from, and the ranking would trust it too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.quotes.find import drafts_of
from processors.quotes.joining.candidates import (
    Candidates,
    candidates,
    candidates_of_rules,
    with_confidence,
)
from processors.quotes.joining.features import rows_of
from processors.quotes.joining.forest import Forest
from processors.quotes.joining.linking import Surroundings, pair_rows, pairs
from processors.quotes.joining.links import Linkers
from processors.quotes.joining.page import Page, syntax_of
from processors.quotes.joining.pieces import Pieces, Shared, shared
from processors.quotes.joining.runs import Run
from processors.quotes.quotation import Span
from processors.quotes.tagger.reading import words_in
from processors.quotes.training.labelled import Labelled, tags_of
from processors.quotes.training.trees import grow
from processors.syntax import ParsedText

RIGHT = 0.8
"""Overlap (intersection over union, in letters) from which a quotation counts as found."""

LINK_TREES = 50
RANK_TREES = 150


@dataclass(slots=True)
class Example:
    """A labelled article with its parse and scores."""

    article: Labelled
    parsed: ParsedText
    page: Page


def example(article: Labelled, parsed: ParsedText, scores: NDArray[np.float32]) -> Example:
    """An article ready to learn from; `scores` by a tagger that has not seen it."""
    words = words_in(parsed)
    return Example(article, parsed, Page(article.text, words, scores, syntax_of(parsed, words)))


def _gold_runs(page: Page, span: Span | None) -> Run | None:
    if span is None:
        return None
    a = int(np.searchsorted(page.words.ends, span[0], side="right"))
    b = int(np.searchsorted(page.words.starts, span[1], side="left"))
    return (a, b) if b > a else None


def runs_of(tags: NDArray[np.int64], begin: int) -> list[Run]:
    """Stretches of one kind in a sequence of tags."""
    out: list[Run] = []
    for i, tag in enumerate(tags.tolist()):
        if tag == begin:
            out.append((i, i + 1))
        elif tag == begin + 1:
            if out and out[-1][1] == i:
                out[-1] = (out[-1][0], i + 1)
            else:
                out.append((i, i + 1))
    return out


@dataclass(slots=True)
class _Pairs:
    """Rows of near pairs and whether they belong together."""

    rows: list[NDArray[np.float32]]
    right: list[NDArray[np.bool_]]

    def grow(self) -> Forest:
        return grow(np.concatenate(self.rows), np.concatenate(self.right), LINK_TREES)


def linkers(found: Sequence[Example]) -> Linkers:
    """Learned on the runs that readers marked."""
    cue, source, direct = (_Pairs([], []) for _ in range(3))
    for one in found:
        page = one.page
        tags = tags_of(one.article, page.words)
        contents, sources, cues = (runs_of(tags, kind) for kind in (1, 3, 5))
        gold = [
            (
                [r for s in g.spans if (r := _gold_runs(page, s))],
                _gold_runs(page, g.cue),
                _gold_runs(page, g.source),
            )
            for g in one.article.gold
        ]
        around = Surroundings(page, contents, sources, cues)
        cue_of = {(c, q) for pieces, q, _ in gold for c in pieces if q}
        source_of = {(q, s) for _, q, s in gold if q and s}
        direct_of = {(c, s) for pieces, _, s in gold for c in pieces if s}
        for into, anchors, others, chances, together in (
            (cue, contents, cues, page.cue, cue_of),
            (source, cues, sources, page.source, source_of),
            (direct, contents, sources, page.source, direct_of),
        ):
            near = pairs(anchors, others, page)
            if len(near[0]):
                into.rows.append(pair_rows(around, anchors, others, chances, near))
                into.right.append(
                    np.array(
                        [
                            _together(anchors[x], others[y], together)
                            for x, y in zip(near[0].tolist(), near[1].tolist(), strict=True)
                        ]
                    )
                )
    return Linkers(cue.grow(), source.grow(), direct.grow())


def _together(anchor: Run, other: Run, known: set[tuple[Run, Run]]) -> bool:
    return any(
        a[0] < anchor[1] and anchor[0] < a[1] and b[0] < other[1] and other[0] < b[1]
        for a, b in known
    )


@dataclass(slots=True)
class Judged:
    """Candidates of an article with their rows and what they share.

    `best` and `match`: the overlap with the gold quotation that each matches best, and its number.
    """

    found: Candidates
    rows: NDArray[np.float32]
    mutual: Shared
    best: NDArray[np.float32]
    match: NDArray[np.int64]
    gold: int


def judged_rules(one: Example) -> Judged:
    """What the rules alone find in an article, and how right each is."""
    return _judged(one, candidates_of_rules(one.page, drafts_of(one.parsed)))


def judged(one: Example, rules: Judged, sure: NDArray[np.float32], link: Linkers) -> Judged:
    """The candidates of both readers; `sure`: the chance of each that the rules found."""
    return _judged(one, candidates(one.page, with_confidence(rules.found, sure), link))


def _judged(one: Example, found: Candidates) -> Judged:
    page = one.page
    rows, mutual = rows_of(page, found)
    gold = [_gold_pieces(page, one.article.gold[n].spans) for n in range(len(one.article.gold))]
    there = [n for n, pieces in enumerate(gold) if pieces]
    mine = Pieces.of([c.pieces for c in found.all])
    best, match = shared(mine, Pieces.of([gold[n] for n in there]), page.letters).best()
    numbers = np.array(there or [0])[match]
    return Judged(found, rows, mutual, best, numbers, len(one.article.gold))


def _gold_pieces(page: Page, spans: Sequence[Span]) -> list[Run]:
    """The pieces of a gold quotation in words, none of them twice."""
    out: list[Run] = []
    for span in spans:
        run = _gold_runs(page, span)
        first = max(run[0], out[-1][1]) if run and out else run[0] if run else 0
        if run and first < run[1]:
            out.append((first, run[1]))
    return out


def ranking(found: Sequence[Judged]) -> Forest:
    """Tells candidates that match a gold quotation from those that do not."""
    return grow(
        np.concatenate([j.rows for j in found]),
        np.concatenate([j.best for j in found]) >= RIGHT,
        RANK_TREES,
        least=30,
    )
