"""Which cue reports a content, and which source a cue names: a chance for each near pair."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.lexemes import COLONS, COMMA, EDGE, JOINERS, QUOTE, RELATIVES
from processors.quotes.joining.page import Floats, Page, running
from processors.quotes.joining.runs import Run

Ints = NDArray[np.int64]

NEAR = 3
"""Runs on either side that are tried."""

_BACK, _ON = 1, 0
"""Paragraphs before and after, from which a run is still tried."""

PAIR_FEATURES = [
    "side",
    "far",
    "sentences",
    "commas",
    "marks",
    "colons",
    "joiners",
    "relatives",
    "contents",
    "sources",
    "cues",
    "rank",
    "paragraph",
    "other_length",
    "length",
    "quoted_first",
    "quoted_last",
    "other_quoted",
    "other_kind",
    "before",
    "after",
    "other_before",
    "other_after",
    "other_capital",
    "other_chance",
    "other_part",
    "other_relation",
    "depends",
    "depended",
    "other_word",
    "paragraph_ends",
]


class Surroundings:
    """Running counts of what may stand between two runs."""

    def __init__(
        self, page: Page, contents: Sequence[Run], sources: Sequence[Run], cues: Sequence[Run]
    ) -> None:
        kinds = page.lexemes.kinds
        self.page = page
        self.tables = np.stack(
            [
                running(page.stops),
                running(kinds == COMMA),
                running(kinds == QUOTE),
                running(np.isin(kinds, COLONS)),
                running(_among(page, JOINERS)),
                running(_among(page, RELATIVES)),
                *(running(_begins(len(page), runs)) for runs in (contents, sources, cues)),
            ]
        )


def _among(page: Page, words: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([text in words for text in page.words.texts], dtype=bool)


def _begins(n: int, runs: Sequence[Run]) -> NDArray[np.bool_]:
    out = np.zeros(n, dtype=bool)
    out[[a for a, _ in runs]] = True
    return out


def pairs(anchors: Sequence[Run], others: Sequence[Run], page: Page) -> tuple[Ints, Ints, Ints]:
    """Numbers of anchor and other of every near pair, and the other's rank on its side."""
    if not anchors or not others:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    a, b = np.array(anchors).T
    c, d = np.array(others).T
    first_right = np.searchsorted(c, b, side="left")
    last_left = np.searchsorted(d, a, side="right")
    steps = np.arange(NEAR)
    right = first_right[:, None] + steps
    left = last_left[:, None] - 1 - steps
    number = np.repeat(np.arange(len(a)), 2 * NEAR)
    other = np.concatenate([left, right], axis=1).ravel()
    rank = np.tile(np.concatenate([steps, steps]), len(a))
    keep = (other >= 0) & (other < len(c))
    number, other, rank = number[keep], other[keep], rank[keep]
    paragraphs = page.words.paragraphs
    apart = paragraphs[c[other]] - paragraphs[a[number]]
    keep = (apart >= -_BACK) & (apart <= _ON)
    return number[keep], other[keep], rank[keep]


def pair_rows(
    around: Surroundings,
    anchors: Sequence[Run],
    others: Sequence[Run],
    chances: Floats,
    found: tuple[Ints, Ints, Ints],
) -> Floats:
    """The features of every near pair, in the order of `PAIR_FEATURES`."""
    number, other, rank = found
    if not len(number):
        return np.zeros((0, len(PAIR_FEATURES)), dtype=np.float32)
    page = around.page
    a, b = np.array(anchors)[number].T
    c, d = np.array(others)[other].T
    right = c >= b
    low = np.where(right, b, d)
    high = np.where(right, c, a)
    between = around.tables[:, high] - around.tables[:, low]
    words = page.words
    kinds = np.append(page.lexemes.kinds, 0)
    links = page.lexemes.links
    quoted = words.quoted
    sure = running(chances)
    syntax = page.syntax
    into = _depends(syntax.heads, a, b, c, d)
    back = _depends(syntax.heads, c, d, a, b)
    first = page.first_words
    columns = [
        np.where(right, 1, -1),
        high - low,
        *between,
        rank,
        words.paragraphs[c] - words.paragraphs[a],
        d - c,
        b - a,
        quoted[a],
        quoted[b - 1],
        quoted[c],
        links[c],
        np.where(a > first[a], kinds[a - 1], EDGE),
        kinds[b],
        np.where(c > first[c], kinds[c - 1], EDGE),
        kinds[d],
        page.capital[c],
        (sure[d] - sure[c]) / (d - c),
        syntax.parts[d - 1],
        syntax.relations[d - 1],
        into,
        back,
        links[d - 1],
        page.last_words[a] - b,
    ]
    return np.stack([np.asarray(x, dtype=np.float32) for x in columns], axis=1)


def _depends(heads: Ints, a: Ints, b: Ints, c: Ints, d: Ints) -> NDArray[np.bool_]:
    """Whether the way up from the first word of `[a, b)` leaves it into `[c, d)`."""
    out = np.zeros(len(a), dtype=bool)
    at = a.copy()
    for _ in range(8):
        head = heads[at]
        outside = (head < a) | (head >= b)
        out |= outside & (head >= c) & (head < d)
        at = np.where(outside, at, head)
    return out
