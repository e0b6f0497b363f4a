"""Stretches of words that the tagger may have meant: contents with their chances, sources, cues."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.page import Page

Run = tuple[int, int]
"""Words `[first, last)`."""

LEAST_START = 0.1
"""Chance from which a word is tried as the first of a content."""

ENDS = 3
"""Ends tried for each start, the likeliest first."""

_FAR_BEHIND = 2.7
"""Log-odds by which an end may be behind the likeliest one of the same start."""

_HOPELESS = -3.4
"""Log-chance below which a content is not tried."""

_LONGEST = 220
_AT_ONCE = 512
"""Starts looked at together: their ends take some megabytes."""

_LEAST_RUN = 0.3
_NEW_RUN = 0.5


@dataclass(frozen=True, slots=True)
class Contents:
    """Stretches of content: first word, word after the last, log-chance of just that stretch."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    chance: NDArray[np.float32]
    rank: NDArray[np.int64]


def contents(page: Page) -> Contents:
    """Every start that is not hopeless with its likeliest ends, inside one paragraph.

    The chance is that of one beginning, of going on at each word, and of not going on after the
    last: exact for tags that are independent given the text.
    """
    n_words = len(page)
    letters = np.diff(page.letters) > 0
    open_before = np.concatenate([[0], page.content[:-1]])
    open_before[np.arange(n_words) == page.first_words] = 0
    begin = page.begins + page.goes_on * (1 - open_before)
    starts = np.flatnonzero((begin >= LEAST_START) & letters)
    if not len(starts):
        none = np.zeros(0, dtype=np.int64)
        return Contents(none, none, none.astype(np.float32), none)
    stay = np.concatenate([np.log(page.goes_on + 1e-9), [0]]).astype(np.float64)
    leave = np.append(np.log(np.maximum(1 - page.goes_on, 1e-6)), 0)
    total = np.concatenate([[0], np.cumsum(stay)])
    parts = []
    for n in range(0, len(starts), _AT_ONCE):
        some = starts[n : n + _AT_ONCE]
        limit = page.last_words[some]
        longest = min(int(np.max(limit - some)), _LONGEST)
        ends = some[:, None] + 1 + np.arange(longest)[None, :]
        inside = ends <= limit[:, None]
        ends = np.minimum(ends, n_words)
        left = np.where(ends < limit[:, None], leave[ends], 0)
        score = total[ends] - total[some + 1][:, None] + left
        score[~inside | ~letters[ends - 1]] = -np.inf
        parts.append(_likeliest(some, score, np.log(begin[some])))
    first, last, chance, rank = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Contents(first, last, chance.astype(np.float32), rank)


def _likeliest(
    starts: NDArray[np.int64], score: NDArray[np.float64], begin: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """The likeliest ends of each start, by the score of each length from one word on."""
    k = min(ENDS, score.shape[1])
    best = np.argpartition(-score, k - 1, axis=1)[:, :k]
    found = np.take_along_axis(score, best, axis=1)
    order = np.argsort(-found, axis=1, kind="stable")
    best = np.take_along_axis(best, order, axis=1)
    found = np.take_along_axis(found, order, axis=1)
    found += begin[:, None]
    keep = (found >= found[:, :1] - _FAR_BEHIND) & (found >= _HOPELESS)
    row, column = np.nonzero(keep)
    return starts[row], starts[row] + 1 + best[row, column], found[row, column], column


def settled(found: Contents, least: float) -> list[Run]:
    """The likeliest contents of which none overlaps another, down to a log-chance of `least`."""
    taken: list[Run] = []
    free = np.ones(max(found.last.tolist(), default=0), dtype=np.bool_)
    for i in np.argsort(-found.chance, kind="stable").tolist():
        if found.chance[i] < least:
            break
        a, b = int(found.first[i]), int(found.last[i])
        if free[a:b].all():
            free[a:b] = False
            taken.append((a, b))
    return sorted(taken)


def runs(
    chances: NDArray[np.float32], begins: NDArray[np.float32], paragraphs: NDArray[np.int64]
) -> list[Run]:
    """Words that follow each other and may be of a kind; cut where a new one begins."""
    may = chances >= _LEAST_RUN
    if not may.any():
        return []
    new = may & (
        ~np.concatenate([[False], may[:-1]])
        | (begins >= _NEW_RUN)
        | (np.diff(paragraphs, prepend=-1) != 0)
    )
    first = np.flatnonzero(new)
    past = ~may | new
    stops = np.flatnonzero(past)
    at = np.searchsorted(stops, first, side="right")
    last = np.append(stops, len(may))[at]
    return list(zip(first.tolist(), last.tolist(), strict=True))
