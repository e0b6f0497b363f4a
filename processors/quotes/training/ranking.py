"""Measures and learns the ranking: cross-validation, the threshold, how sure is sure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.selection import chosen
from processors.quotes.training.joining import RIGHT, Judged, ranking

LEVELS = 24
"""Steps of the curve from chance to confidence."""


def chances_by_fold(found: Sequence[Judged], folds: Sequence[int]) -> list[NDArray[np.float32]]:
    """The chances of each article's candidates by a ranking learned on the other folds."""
    out: list[NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)] * len(found)
    for fold in sorted(set(folds)):
        forest = ranking([j for j, f in zip(found, folds, strict=True) if f != fold])
        for n, (one, own) in enumerate(zip(found, folds, strict=True)):
            if own == fold:
                out[n] = forest.chances(one.rows)
    return out


def levels(
    found: Sequence[Judged], chances: Sequence[NDArray[np.float32]], threshold: float
) -> NDArray[np.float64]:
    """Chance and the share that is right at it, both rising (Zadrozny and Elkan 2002).

    Learned on what is shown at the threshold, as nobody sees the rest: neighbouring bins are
    pooled until none falls below the one before it.
    """
    pairs = [
        (float(chance[i]), bool(one.best[i] >= RIGHT))
        for one, chance in zip(found, chances, strict=True)
        for i in chosen(chance, one.mutual, threshold)
    ]
    pairs.sort()
    blocks: list[list[float]] = []
    size = max(len(pairs) // LEVELS, 1)
    for start in range(0, len(pairs), size):
        part = pairs[start : start + size]
        blocks.append([sum(c for c, _ in part), sum(ok for _, ok in part), len(part)])
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    # the ends, so that what is likelier than all that was seen is still the surer
    chance = [0.0, *(b[0] / b[2] for b in blocks), 1.0]
    return np.array([chance, [0.0, *map(_share, blocks), 1.0]])


def _share(block: Sequence[float]) -> float:
    """By Laplace's rule of succession: nothing is quite sure."""
    return (block[1] + 1) / (block[2] + 2)
