"""Softmax regression over named features, on numpy alone: AdaGrad, one example after the other.

Duchi, Hazan and Singer 2011. An example counts by its weight. The same examples in the same
order give the same weights.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.positions.linear import Weights

SEED = 20260101
LEAST_SEEN = 2
"""A feature seen once says nothing that could be told from chance."""

SMALL = 2
"""A feature whose largest whole number is no larger changes nothing, and is left out."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often all examples are seen, how far each step goes, how fast weights shrink."""

    epochs: int = 10
    rate: float = 0.5
    decay: float = 1e-4


@dataclass(frozen=True, slots=True)
class Case:
    """The features of an example, its label, and how much it counts."""

    names: Sequence[str]
    label: str
    weight: float = 1.0


Descent = Callable[
    [Sequence[Case], Sequence[str], Mapping[str, int], NDArray[np.float64], Pace],
    NDArray[np.float64],
]
"""Finds weights as `descended` does."""


def learned(
    cases: Sequence[Case],
    labels: Sequence[str],
    boost: Callable[[str], float] | None = None,
    *,
    by_rarity: bool = True,
    pace: Pace | None = None,
    descent: Descent | None = None,
) -> Weights:
    """Weights for `labels`. A feature counts by `boost`, and with `by_rarity` by how rare it is.

    `descent` finds them, `descended` by default.
    """
    seen = Counter(name for case in cases for name in set(case.names))
    known = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = {name: i for i, name in enumerate(known, start=1)}
    force = np.ones(len(rows) + 1)
    for name, i in rows.items():
        force[i] = boost(name) if boost else 1.0
        if by_rarity:
            force[i] *= np.log1p(len(cases) / seen[name]) / 4
    table = (descent or descended)(cases, labels, rows, force, pace or Pace())
    scale = float(np.abs(table).max() / 127) or 1.0
    whole = np.rint(table / scale).astype(np.int8)
    kept = [0, *(i for i in rows.values() if np.abs(whole[i]).max() > SMALL)]
    names = [known[i - 1] for i in kept[1:]]
    return Weights(
        tuple(labels),
        {name: i for i, name in enumerate(names, start=1)},
        force[kept].astype(np.float32),
        whole[kept],
        scale,
    )


def descended(
    cases: Sequence[Case],
    labels: Sequence[str],
    rows: Mapping[str, int],
    force: NDArray[np.float64],
    pace: Pace,
) -> NDArray[np.float64]:
    """Weights `(features + 1, labels)` after all steps; row 0 is what every example has.

    `rows` gives the row of each feature that is known, from 1 on; `force` how much each row counts.
    """
    table = np.zeros((len(rows) + 1, len(labels)))
    squares = np.full_like(table, 1e-2)
    columns = {label: i for i, label in enumerate(labels)}
    places = [np.array(sorted({0, *(rows[n] for n in c.names if n in rows)})) for c in cases]
    random = np.random.default_rng(SEED)
    for _ in range(pace.epochs):
        for i in random.permutation(len(cases)):
            at = places[i]
            value = force[at] / np.linalg.norm(force[at])
            total = value @ table[at]
            chance = np.exp(total - total.max())
            chance /= chance.sum()
            chance[columns[cases[i].label]] -= 1
            step = np.outer(value, chance) * cases[i].weight + pace.decay * table[at]
            squares[at] += step * step
            table[at] -= pace.rate * step / np.sqrt(squares[at])
    return table
