"""Which candidates stay: the likeliest, and none that shares a letter with a likelier one."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.pieces import Shared


def chosen(chances: NDArray[np.float32], mutual: Shared, least: float) -> Iterator[int]:
    """Numbers of the candidates that stay, from the likeliest down to the chance `least`."""
    free = np.ones(len(chances), dtype=bool)
    for i in np.argsort(-chances, kind="stable").tolist():
        if chances[i] < least:
            return
        if free[i]:
            yield i
            free[mutual.of(i)] = False
