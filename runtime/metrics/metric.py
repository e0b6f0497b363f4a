"""What a metric of the catalogue says of itself, and the usual bounds of histograms."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["counter", "gauge", "histogram"]


@dataclass(frozen=True)
class Metric:
    """One metric. Names and units follow Prometheus's conventions.

    `labels` have few values each, all known beforehand (never an address, a name or an id).
    `buckets` are a histogram's upper bounds, in its unit.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    when_high: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds, for single steps."""

LONG = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds, for the whole way of an article."""

DAYS = (0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)
"""Seconds, for a step that waits for the outside world: a feed that is asked now and then."""
