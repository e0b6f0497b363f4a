"""All that was learned for joining, in one value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.forest import Forest
from processors.quotes.joining.links import Linkers


@dataclass(frozen=True, slots=True)
class Models:
    """The linkers (none without a tagger), the ranking, and how its chance becomes a confidence.

    `rules` tells how sure each finding of the rules is, before the tagger's are beside it.
    `levels`: pairs of chance and confidence, both rising, between which confidence is linear.
    `threshold`: the chance below which a candidate is no quotation.
    """

    linkers: Linkers | None
    ranking: Forest
    rules: Forest | None
    levels: NDArray[np.float64]
    threshold: float

    def confidence(self, chance: float) -> float:
        """The share of candidates of this chance that were right on articles not learned from."""
        return float(np.interp(chance, self.levels[0], self.levels[1]))
