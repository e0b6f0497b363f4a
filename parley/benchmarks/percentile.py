"""The percentile that the benches show beside the median."""

import statistics
from collections.abc import Sequence


def p95(values: Sequence[float]) -> float:
    """The 95th percentile, in the unit of the values; of a single one itself."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
