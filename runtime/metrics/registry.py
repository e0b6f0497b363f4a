"""The numbers of this process."""

import threading
from bisect import bisect_left
from dataclasses import dataclass, field
from math import inf

from runtime.metrics.metric import Kind, Metric

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sample:
    """One number with its labels; a histogram gives several (`_bucket`, `_sum`, `_count`)."""

    name: str
    labels: Labels
    value: float


@dataclass
class _Histogram:
    counts: list[int]
    total: float = 0.0


@dataclass
class Registry:
    """Counters, gauges and histograms by metric and labels. Safe from any thread.

    Every method raises `ValueError` where metric, kind or labels do not fit the catalogue: it is a
    mistake in the program, and a wrong number would be found much later.
    """

    _numbers: dict[tuple[Metric, Labels], float] = field(default_factory=dict)
    _histograms: dict[tuple[Metric, Labels], _Histogram] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def add(self, metric: Metric, amount: float = 1.0, **labels: str) -> None:
        """Count `amount` more."""
        place = (metric, _fitting(metric, "counter", labels))
        if amount < 0:
            raise ValueError(f"{metric.name} only grows: {amount}")
        with self._guard:
            self._numbers[place] = self._numbers.get(place, 0.0) + amount

    def set(self, metric: Metric, value: float, **labels: str) -> None:
        """Say how much it is now."""
        place = (metric, _fitting(metric, "gauge", labels))
        with self._guard:
            self._numbers[place] = value

    def forget(self, metric: Metric, **labels: str) -> None:
        """Say no more how much it is wherever these labels have these values.

        A partition that went to another process is that one's to tell of: told by both, it would
        stand still for ever in one of them.
        """
        if metric.kind != "gauge" or not labels.keys() <= set(metric.labels):
            raise ValueError(f"{metric.name} is no gauge with the labels {tuple(labels)}")
        gone = set(labels.items())
        with self._guard:
            for place in [place for place in self._numbers if place[0] == metric]:
                if gone <= set(place[1]):
                    del self._numbers[place]

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        """Note one measurement."""
        place = (metric, _fitting(metric, "histogram", labels))
        with self._guard:
            histogram = self._histograms.setdefault(
                place, _Histogram([0] * (len(metric.buckets) + 1))
            )
            histogram.counts[bisect_left(metric.buckets, value)] += 1
            histogram.total += value

    def value(self, metric: Metric, **labels: str) -> float:
        """The number of a counter or gauge, or how often a histogram was observed; 0 for never."""
        place = (metric, _fitting(metric, metric.kind, labels))
        with self._guard:
            if metric.kind == "histogram":
                found = self._histograms.get(place)
                return float(sum(found.counts)) if found else 0.0
            return self._numbers.get(place, 0.0)

    def samples(self) -> list[Sample]:
        """Every number by name and labels; buckets are cumulative, as Prometheus has them."""
        with self._guard:
            found = [
                Sample(metric.name, labels, value)
                for (metric, labels), value in self._numbers.items()
            ]
            for (metric, labels), histogram in self._histograms.items():
                found += _spread(metric, labels, histogram)
        return sorted(found, key=lambda sample: (sample.name, sample.labels))


def _fitting(metric: Metric, kind: Kind, labels: dict[str, str]) -> Labels:
    if metric.kind != kind:
        raise ValueError(f"{metric.name} is a {metric.kind}, not a {kind}")
    if labels.keys() != set(metric.labels):
        raise ValueError(f"{metric.name} has the labels {metric.labels}, not {tuple(labels)}")
    return tuple(sorted(labels.items()))


def _spread(metric: Metric, labels: Labels, histogram: _Histogram) -> list[Sample]:
    spread = []
    below = 0
    for bound, count in zip((*metric.buckets, inf), histogram.counts, strict=True):
        below += count
        limit = "+Inf" if bound == inf else f"{bound:g}"
        spread.append(Sample(f"{metric.name}_bucket", (*labels, ("le", limit)), below))
    spread.append(Sample(f"{metric.name}_count", labels, below))
    spread.append(Sample(f"{metric.name}_sum", labels, histogram.total))
    return spread
