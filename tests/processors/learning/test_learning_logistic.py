"""Logistic regressions of a few numbers: what is learned, and measured on other threads."""

import random

import numpy as np
import pytest

from processors.learning.logistic import Judged, cross_validated, figures, fitted


@pytest.fixture
def cases() -> list[Judged]:
    """One number tells the chance, the other nothing."""
    chance = random.Random(5)
    rows = []
    for number in range(600):
        tells = chance.random()
        signs = {"tells": tells, "noise": chance.random(), "constant": 1.0}
        rows.append(Judged(signs, chance.random() < tells, f"thread {number % 50}"))
    return rows


def test_what_tells_gets_the_weight(cases: list[Judged]) -> None:
    learned = fitted(cases, ridge=1.0)
    assert learned.weights["tells"] > 3
    assert abs(learned.weights["noise"]) < 1
    assert learned.weights["constant"] == 0
    sure = learned.chance({"tells": 0.9, "noise": 0.5, "constant": 1.0})
    assert sure == pytest.approx(0.9, abs=0.07)


def test_a_strong_ridge_leaves_the_mean(cases: list[Judged]) -> None:
    mean = np.mean([case.right for case in cases])
    learned = fitted(cases, ridge=1e6)
    for case in cases[:5]:
        assert learned.chance(case.signs) == pytest.approx(mean, abs=0.01)


def test_chances_of_other_threads_may_be_believed(cases: list[Judged]) -> None:
    got = figures(cross_validated(cases, ridge=1.0), cases)
    assert got.cases == 600
    assert got.told_apart > 75
    assert got.calibration_error < 9
    assert str(got).startswith("600 cases, 10 folds over threads: right ")


def test_a_thread_that_is_otherwise_is_not_learned_from_to_measure_it() -> None:
    """Only its own cases say that the number tells the opposite there."""
    plain = [Judged({"x": float(n % 2)}, n % 2 == 1, f"thread {n}") for n in range(60)]
    odd = [Judged({"x": float(n % 2)}, n % 2 == 0, "odd") for n in range(40)]
    chances = cross_validated([*plain, *odd], ridge=0.1)
    assert all(chances[60 + n] > 0.8 for n in range(1, 40, 2))
