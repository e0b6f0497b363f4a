"""Weights found with all examples in each step."""

import numpy as np

from processors.learning.softmax import Case, Pace, learned
from processors.learning.together import descended_together
from processors.positions.linear import Weights

CASES = [
    Case(["tariff", "lift"], "trade"),
    Case(["tariff", "raise"], "trade"),
    Case(["truce", "lift"], "ceasefire"),
    Case(["truce", "raise"], "ceasefire"),
]


def weights(cases: list[Case], decay: float = 1e-4) -> Weights:
    pace = Pace(epochs=60, rate=0.3, decay=decay)
    return learned(cases, ("trade", "ceasefire"), pace=pace, descent=descended_together)


def test_what_tells_a_label_is_learned_and_what_does_not_is_even() -> None:
    known = weights(CASES)
    assert known.chances(["tariff"])[0] > 0.9
    assert known.chances(["truce"])[1] > 0.9
    assert abs(known.chances(["lift"])[0] - 0.5) < 0.05


def test_an_example_counts_by_its_weight() -> None:
    doubtful = [*CASES, Case(["tariff", "lift"], "ceasefire", 0.25)]
    contrary = [*CASES, Case(["tariff", "lift"], "ceasefire", 8.0)]
    both = ["tariff", "lift"]
    assert weights(doubtful).chances(both)[0] > 0.5 > weights(contrary).chances(both)[0]


def test_decay_keeps_weights_small() -> None:
    assert weights(CASES, decay=0.5).chances(["tariff"])[0] < weights(CASES).chances(["tariff"])[0]


def test_the_same_examples_give_the_same_weights() -> None:
    one, two = weights(CASES), weights(CASES)
    assert np.array_equal(one.table, two.table)
    assert one.scale == two.scale
