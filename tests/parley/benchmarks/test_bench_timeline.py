"""The cost of one more fact is measured on a timeline of the size that was asked for."""

from parley.benchmarks.timelines import measure
from tests.fakes.clock import ManualClock


def test_a_small_timeline_is_measured() -> None:
    figures = {each.name: each for each in measure(ManualClock(), facts=60, days=30)}
    assert figures["facts in the timeline"].value == 60
    assert "shifts" in figures["facts in the timeline"].remark
    assert 0 < figures["one more, median"].value <= figures["one more, p95"].value
    assert figures["the first after a start"].value > 0
