import re
from pathlib import Path
from threading import Thread

import pytest

from runtime.metrics import CATALOGUE, Metric, Registry, Sample, catalogue, cluster, markdown

PAGE = Path(__file__).parents[3] / "docs" / "operations" / "metrics.md"

COUNTER = Metric("c_total", "counter", "things", "Things.", "Do.", labels=("kind",))
GAUGE = Metric("g", "gauge", "things", "Things.", "Do.")
HISTOGRAM = Metric("h_seconds", "histogram", "seconds", "Time.", "Do.", buckets=(1.0, 2.0))


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), "run `make docs`"


def test_the_catalogue_holds_every_metric_of_its_modules_once() -> None:
    declared = [
        each
        for module in (catalogue, cluster)
        for each in vars(module).values()
        if isinstance(each, Metric)
    ]
    assert sorted(each.name for each in CATALOGUE) == sorted(each.name for each in declared)
    assert len({each.name for each in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda metric: metric.name)
def test_every_metric_is_named_and_explained(metric: Metric) -> None:
    assert re.fullmatch(r"parley_[a-z_]+", metric.name)
    assert metric.name.endswith("_total") == (metric.kind == "counter")
    assert bool(metric.buckets) == (metric.kind == "histogram")
    assert list(metric.buckets) == sorted(set(metric.buckets))
    assert metric.meaning.endswith(".")
    assert metric.when_high.endswith(".")
    assert "|" not in metric.meaning + metric.when_high


def test_counters_grow_by_label() -> None:
    registry = Registry()
    registry.add(COUNTER, kind="a")
    registry.add(COUNTER, 2, kind="a")
    registry.add(COUNTER, kind="b")
    assert registry.value(COUNTER, kind="a") == 3
    assert registry.value(COUNTER, kind="never") == 0
    with pytest.raises(ValueError, match="only grows"):
        registry.add(COUNTER, -1, kind="a")


def test_gauges_hold_the_newest() -> None:
    registry = Registry()
    registry.set(GAUGE, 5)
    registry.set(GAUGE, 2)
    assert registry.samples() == [Sample("g", (), 2)]


def test_what_went_elsewhere_is_forgotten_by_some_of_its_labels() -> None:
    metric = Metric("p", "gauge", "things", "Things.", "Do.", labels=("stage", "partition"))
    registry = Registry()
    for stage in "ab":
        for partition in "12":
            registry.set(metric, 1, stage=stage, partition=partition)
    registry.set(GAUGE, 3)
    registry.forget(metric, stage="a", partition="2")
    registry.forget(metric, stage="b")
    assert [each.labels for each in registry.samples() if each.name == "p"] == [
        (("partition", "1"), ("stage", "a"))
    ]
    registry.forget(metric)
    assert registry.samples() == [Sample("g", (), 3)]
    for refused in (lambda: registry.forget(COUNTER), lambda: registry.forget(GAUGE, kind="a")):
        with pytest.raises(ValueError, match="is no gauge with the labels"):
            refused()


def test_histograms_are_cumulative_and_a_bound_belongs_to_its_bucket() -> None:
    registry = Registry()
    for seconds in (0.5, 1.0, 1.5, 99.0):
        registry.observe(HISTOGRAM, seconds)
    assert registry.value(HISTOGRAM) == 4
    assert Registry().value(HISTOGRAM) == 0
    assert registry.samples() == [
        Sample("h_seconds_bucket", (("le", "+Inf"),), 4),
        Sample("h_seconds_bucket", (("le", "1"),), 2),
        Sample("h_seconds_bucket", (("le", "2"),), 3),
        Sample("h_seconds_count", (), 4),
        Sample("h_seconds_sum", (), 102.0),
    ]


def test_what_does_not_fit_the_catalogue_is_found_at_once() -> None:
    registry = Registry()
    with pytest.raises(ValueError, match="is a gauge, not a counter"):
        registry.add(GAUGE)
    with pytest.raises(ValueError, match="has the labels"):
        registry.add(COUNTER)
    with pytest.raises(ValueError, match="has the labels"):
        registry.set(GAUGE, 1, kind="a")


def test_threads_lose_no_count() -> None:
    registry = Registry()

    def work() -> None:
        for _ in range(2000):
            registry.add(COUNTER, kind="a")
            registry.observe(HISTOGRAM, 1.5)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert registry.value(COUNTER, kind="a") == registry.value(HISTOGRAM) == 8000
