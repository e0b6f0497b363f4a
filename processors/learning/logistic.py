"""Learning a logistic regression of a few numbers, and how far its chances may be believed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from processors.learning.items import fold_of
from processors.learning.shipping import enter
from processors.positions.logistic import Logistic

FOLDS = 10
STEPS = 30
"""Of Newton's method: more than it ever takes here."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Some numbers, whether what they tell of is right, and the thread that must not be torn."""

    signs: Mapping[str, float]
    right: bool
    thread: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Of cross-validated chances, in percent: how often right, calibration error, AUROC."""

    cases: int
    right: float
    calibration_error: float
    told_apart: float

    def __str__(self) -> str:
        return (
            f"{self.cases} cases, {FOLDS} folds over threads: right {self.right:.1f},"
            f" calibration error {self.calibration_error:.1f}, told apart {self.told_apart:.1f}"
        )


def fitted(cases: Sequence[Judged], ridge: float) -> Logistic:
    """The regression of largest likelihood, its weights for numbers of unit spread drawn to 0 by
    `ridge`; by Newton's method (Hastie et al., "The Elements of Statistical Learning", 4.4.1).
    """
    names = sorted(cases[0].signs)
    table = np.array([[case.signs[name] for name in names] for case in cases])
    right = np.array([case.right for case in cases], dtype=float)
    middle, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.hstack([np.ones((len(cases), 1)), (table - middle) / spread])
    penalty = np.diag([1e-6, *[ridge] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-columns @ weights))
        slope = columns.T @ (chance - right) + penalty @ weights
        bend = columns.T @ (columns * (chance * (1 - chance))[:, None]) + penalty
        weights -= np.linalg.solve(bend, slope)
    factors = weights[1:] / spread
    base = float(weights[0] - factors @ middle)
    return Logistic(
        round(base, 4), {n: round(float(f), 4) for n, f in zip(names, factors, strict=True)}
    )


def concluded(
    cases: Sequence[Judged], ridge: float, name: str, room: Path | None, *, check: bool
) -> str:
    """Measure (`check`), or write the weights `name` into `room`; gives what to say of it."""
    if check:
        return str(figures(cross_validated(cases, ridge), cases))
    data = msgspec.json.format(msgspec.json.encode(fitted(cases, ridge))) + b"\n"
    return enter(f"{name}.json", data, room)


def cross_validated(cases: Sequence[Judged], ridge: float) -> NDArray[np.float64]:
    """The chance of each case by weights that never saw its thread."""
    out = np.zeros(len(cases))
    parts = np.array([fold_of(case.thread, FOLDS) for case in cases])
    for part in sorted(set(parts.tolist())):
        weights = fitted([c for c, p in zip(cases, parts, strict=True) if p != part], ridge)
        for number in np.flatnonzero(parts == part).tolist():
            out[number] = weights.chance(cases[number].signs)
    return out


def figures(chances: NDArray[np.float64], cases: Iterable[Judged]) -> Figures:
    """How far the chances may be believed."""
    right = np.array([case.right for case in cases])
    return Figures(
        len(right),
        100 * float(right.mean()),
        100 * calibration_error(chances, right),
        100 * told_apart(chances, right),
    )


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Mean distance of confidence from how often it is right, over ten bins of equal size."""
    order = np.argsort(sure)
    return sum(
        abs(float(sure[part].sum()) - float(right[part].sum()))
        for part in np.array_split(order, 10)
    ) / len(sure)


def told_apart(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The chance that a right answer has the higher confidence; a half where all are alike."""
    wins = sure[right][:, None] - sure[~right][None, :]
    return float((wins > 0).mean() + (wins == 0).mean() / 2) if wins.size else 0.5
