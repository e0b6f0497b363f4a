"""Boosted trees learned by LightGBM, turned into arrays that numpy alone can evaluate."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.forest import Forest

SEED = 20260101
DEPTH = 5


def grow(
    rows: NDArray[np.float32], right: NDArray[np.bool_], trees: int, least: int = 20
) -> Forest:
    """A forest that tells right rows from wrong ones; `least` rows stand behind every leaf."""
    import lightgbm  # noqa: PLC0415 - all else here works where it is not installed

    options = {
        "objective": "binary",
        "learning_rate": 0.07,
        "max_depth": DEPTH,
        "num_leaves": 20,
        "min_data_in_leaf": least,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 1.0,
        "seed": SEED,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }
    data = lightgbm.Dataset(rows.astype(np.float64), right.astype(int))
    return as_arrays(lightgbm.train(options, data, trees).dump_model())


def as_arrays(model: dict[str, Any], depth: int = DEPTH) -> Forest:
    """The forest of a LightGBM dump. Missing values do not occur, so their rules are left out."""
    trees = model["tree_info"]
    nodes = 2**depth - 1
    features = np.zeros((len(trees), nodes), dtype=np.int16)
    thresholds = np.full((len(trees), nodes), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), nodes + 1), dtype=np.float32)
    for n, tree in enumerate(trees):
        _fill(tree["tree_structure"], 0, features[n], thresholds[n], leaves[n])
    return Forest(features, thresholds, leaves)


def _fill(
    node: dict[str, Any],
    at: int,
    features: NDArray[np.int16],
    thresholds: NDArray[np.float32],
    leaves: NDArray[np.float32],
) -> None:
    nodes = len(features)
    if "leaf_value" in node:
        while at < nodes:
            at = 2 * at + 1
        leaves[at - nodes] = node["leaf_value"]
        return
    features[at] = node["split_feature"]
    # the threshold in single precision must still have the same rows on its left
    thresholds[at] = np.float32(node["threshold"])
    if float(thresholds[at]) < node["threshold"]:
        thresholds[at] = np.nextafter(thresholds[at], np.float32(np.inf))
    _fill(node["left_child"], 2 * at + 1, features, thresholds, leaves)
    _fill(node["right_child"], 2 * at + 2, features, thresholds, leaves)
