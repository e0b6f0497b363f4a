"""Weights of named features, learned by softmax regression: reading them, and their chances.

A file holds the labels, the names, how much each counts (`force`), and whole numbers per label;
`manifest.json` beside it says which version and bytes are expected. What does not belong here: what
the features are (`between`), and learning (`learning`).
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FORMAT = 1
"""Version of the file's form. Raised when files of another form can no longer be read."""


class WeightsDamaged(Exception):
    """The weights that came with Parley are not the ones it was made with."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}. Install Parley again; its files were changed.")


@dataclass(frozen=True)
class Weights:
    """`table` has a row of whole numbers for each name, a column for each label.

    A weight is its whole number by `scale`; row 0 is the bias. `warmth` divides the sums, so that
    the chances are as often right as they say (temperature scaling, Guo et al. 2017).
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    force: NDArray[np.float32]
    table: NDArray[np.int8]
    scale: float
    warmth: float = 1.0

    def chances(self, names: Iterable[str]) -> NDArray[np.float64]:
        """The probability of each label, in their order; they add up to 1."""
        known = sorted({self.rows[name] for name in names if name in self.rows})
        at = np.array([0, *known])
        force = self.force[at]
        force = force / np.linalg.norm(force)
        total = (force @ self.table[at].astype(np.float32)) * (self.scale / self.warmth)
        powers = np.exp(total - total.max(), dtype=np.float64)
        return np.asarray(powers / powers.sum())


def packed(weights: Weights) -> bytes:
    """The file of the weights: a line of JSON, then forces and table, compressed."""
    names = sorted(weights.rows, key=weights.rows.__getitem__)
    head = {
        "format": FORMAT,
        "labels": weights.labels,
        "scale": weights.scale,
        "warmth": weights.warmth,
        "names": names,
    }
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = weights.force.astype("<f4").tobytes() + weights.table.tobytes()
    return gzip.compress(line + b"\n" + body, mtime=0)


def unpacked(data: bytes, name: str) -> Weights:
    """What `packed` wrote. Raises WeightsDamaged for other bytes."""
    try:
        line, _, body = gzip.decompress(data).partition(b"\n")
        head = json.loads(line)
        if head["format"] != FORMAT:
            raise WeightsDamaged(name, f"has form {head['format']}, this version reads {FORMAT}")
        rows = {word: i for i, word in enumerate(head["names"], start=1)}
        count, columns = len(rows) + 1, len(head["labels"])
        force = np.frombuffer(body, "<f4", count)
        table = np.frombuffer(body, np.int8, count * columns, 4 * count).reshape(count, columns)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise WeightsDamaged(name, "cannot be read") from error
    return Weights(tuple(head["labels"]), rows, force, table, head["scale"], head["warmth"])


@cache
def shipped(name: str) -> Weights:
    """The weights that came with Parley, by name. Raises WeightsDamaged where they were changed."""
    return unpacked(shipped_bytes(f"{name}.weights"), name)


def shipped_bytes(name: str) -> bytes:
    """A file of the weights that came with Parley. Raises WeightsDamaged where it was changed."""
    room = files("processors.positions").joinpath("weights")
    try:
        data = room.joinpath(name).read_bytes()
    except FileNotFoundError as error:
        raise WeightsDamaged(name, "is missing") from error
    check(name, data, json.loads(room.joinpath("manifest.json").read_text("utf-8")))
    return data


def check(name: str, data: bytes, expected: Mapping[str, Mapping[str, str]]) -> None:
    """Raises WeightsDamaged unless `data` are the bytes that the manifest names."""
    entry = expected.get(name)
    if entry is None:
        raise WeightsDamaged(name, "is not in the manifest")
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise WeightsDamaged(name, f"is not version {entry['version']}")
