"""A learned ranking: boosted trees (Friedman 2001), evaluated by numpy for many rows at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_AT_ONCE = 1024
"""Rows: what is computed of them on the way stays within a few megabytes."""


@dataclass(frozen=True)
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
        rows = np.ascontiguousarray(rows, dtype=np.float32)
        parts = [self._sums(rows[n : n + _AT_ONCE]) for n in range(0, len(rows), _AT_ONCE)]
        total = np.concatenate(parts) if parts else np.zeros(0)
        chances: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return chances

    def _sums(self, rows: Floats) -> NDArray[np.float64]:
        trees, nodes = self.features.shape
        features, thresholds, leaves = self._flat
        values = rows.ravel()
        places = (np.arange(len(rows)) * rows.shape[1])[:, None]
        roots = np.arange(trees) * nodes
        at = np.repeat(roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            above = values.take(features.take(at) + places) > thresholds.take(at)
            # the child of node n of a tree that begins at `root` is 2(n - root) + 1, or 2, + root
            at *= 2
            at += 1 - roots
            at += above
        at -= roots + nodes - np.arange(trees) * (nodes + 1)
        total: NDArray[np.float64] = leaves.take(at).sum(axis=1, dtype=np.float64)
        return total

    @cached_property
    def _flat(self) -> tuple[NDArray[np.int64], Floats, Floats]:
        """All trees one after the other, as numbers that need no conversion."""
        return self.features.astype(np.int64).ravel(), self.thresholds.ravel(), self.leaves.ravel()
