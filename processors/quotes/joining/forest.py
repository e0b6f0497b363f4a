"""A learned ranking: boosted trees (Friedman 2001), evaluated by numpy for many rows at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, filled up with steps that always go left.

    `features` and `thresholds`: trees by inner nodes, in breadth-first order (the children of node
    n are 2n+1 and 2n+2, right where the feature is above the threshold); `leaves`: trees by leaves.
    """

    features: NDArray[np.int16]
    thresholds: Floats
    leaves: Floats

    @property
    def depth(self) -> int:
        """Steps from the root to a leaf."""
        return int(self.leaves.shape[1]).bit_length() - 1

    def chances(self, rows: Floats) -> Floats:
        """A chance between 0 and 1 for each row of features."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        trees, nodes = self.features.shape
        rows = np.ascontiguousarray(rows, dtype=np.float32)
        flat, width = rows.ravel(), rows.shape[1]
        features, thresholds = self.features.ravel(), self.thresholds.ravel()
        begin = (np.arange(trees) * nodes)[None, :]
        places = (np.arange(len(rows)) * width)[:, None]
        node = np.zeros((len(rows), trees), dtype=np.int64)
        for _ in range(self.depth):
            at = node + begin
            above = flat.take(features.take(at) + places) > thresholds.take(at)
            node += node + 1 + above
        node -= nodes
        leaf = self.leaves.ravel().take(node + (np.arange(trees) * (nodes + 1))[None, :])
        total = leaf.sum(axis=1, dtype=np.float64)
        chances: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return chances
