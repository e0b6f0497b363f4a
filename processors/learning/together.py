"""Softmax regression with all examples in each step: Adam (Kingma and Ba 2015), on numpy alone.

Slower to begin with than one example after the other (`softmax`), and calmer: what a few examples
say more often than the rest counts less. The same examples in the same order give the same weights.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from processors.learning.softmax import Case, Pace

MOMENT, SPREAD = 0.9, 0.99
"""How much of the mean gradient, and of its mean square, stays from step to step."""

LAST = 0.1
"""The last step goes this share of the first one's way."""


def descended_together(
    cases: Sequence[Case],
    labels: Sequence[str],
    rows: Mapping[str, int],
    force: NDArray[np.float64],
    pace: Pace,
) -> NDArray[np.float64]:
    """Weights `(features + 1, labels)` after `pace.epochs` steps; as `softmax.descended` otherwise.

    Every feature of `rows` must be in some case.
    """
    places = [sorted({0, *(rows[n] for n in c.names if n in rows)}) for c in cases]
    feature = np.concatenate([np.array(p) for p in places])
    case = np.repeat(np.arange(len(cases)), [len(p) for p in places])
    begin = np.flatnonzero(np.diff(case, prepend=-1))
    value = force[feature]
    value = (value / np.sqrt(np.add.reduceat(value * value, begin))[case]).astype(np.float32)
    order = np.argsort(feature, kind="stable")
    by_feature = np.flatnonzero(np.diff(feature[order], prepend=-1))
    columns = {label: i for i, label in enumerate(labels)}
    wanted = np.array([columns[c.label] for c in cases])
    share = np.array([c.weight for c in cases], np.float32)
    share /= share.sum()
    table = np.zeros((len(rows) + 1, len(labels)), np.float32)
    mean, square = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, pace.epochs + 1):
        chance = np.add.reduceat(table[feature] * value[:, None], begin)
        chance = np.exp(chance - chance.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        chance[np.arange(len(cases)), wanted] -= 1
        chance *= share[:, None]
        slope = np.add.reduceat(chance[case[order]] * value[order][:, None], by_feature)
        slope += pace.decay * table
        mean = MOMENT * mean + (1 - MOMENT) * slope
        square = SPREAD * square + (1 - SPREAD) * slope * slope
        far = pace.rate * (1 - (1 - LAST) * step / pace.epochs)
        direction = (mean / (1 - MOMENT**step)) / (np.sqrt(square / (1 - SPREAD**step)) + 1e-7)
        table -= np.float32(far) * direction
    return table.astype(np.float64)
