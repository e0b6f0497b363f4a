"""Which candidates stay: the likeliest first, and none that shares a word with one that stayed."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def chosen(
    chances: NDArray[np.float32], overlaps: NDArray[np.float32], least: float
) -> Iterator[int]:
    """Numbers of the candidates that stay, from the likeliest down to the chance `least`.

    `overlaps`: 0 where two candidates share no letter.
    """
    free = np.ones(len(chances), dtype=bool)
    for i in np.argsort(-chances, kind="stable").tolist():
        if chances[i] < least:
            return
        if free[i]:
            yield i
            free &= overlaps[i] <= 0
