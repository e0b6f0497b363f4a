"""Learned weights: their file, their chances, and what happens when they are damaged."""

import gzip
import hashlib

import numpy as np
import pytest

from processors.learning.softmax import Case, learned
from processors.positions.linear import (
    Weights,
    WeightsDamaged,
    check,
    packed,
    shipped,
    shipped_bytes,
    unpacked,
)
from wire.vocabulary import MOVES


def weights() -> Weights:
    """Weights for two labels and two names."""
    return Weights(
        ("no", "yes"),
        {"w:never": 1, "w:gladly": 2},
        np.array([1, 2, 2], np.float32),
        np.array([[0, 0], [100, -100], [-100, 100]], np.int8),
        0.05,
    )


def test_chances_follow_the_names() -> None:
    assert weights().chances(["w:gladly"])[1] > 0.9
    assert weights().chances(["w:never", "w:unheard"])[0] > 0.9
    assert weights().chances([]).tolist() == [0.5, 0.5]
    assert weights().chances(["w:gladly", "w:gladly"]).sum() == pytest.approx(1)


def test_warmth_makes_less_sure_and_changes_nothing_else() -> None:
    cool = weights()
    warm = Weights(cool.labels, cool.rows, cool.force, cool.table, cool.scale, warmth=4)
    sure, unsure = cool.chances(["w:gladly"]), warm.chances(["w:gladly"])
    assert sure[1] > unsure[1] > 0.5


def test_what_is_packed_is_read_again() -> None:
    again = unpacked(packed(weights()), "test")
    assert (again.labels, again.rows, again.scale) == (("no", "yes"), weights().rows, 0.05)
    assert again.chances(["w:gladly"]).tolist() == weights().chances(["w:gladly"]).tolist()
    assert packed(again) == packed(weights())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no gzip",
        gzip.compress(b"no json\n", mtime=0),
        gzip.compress(b"{}\n", mtime=0),
        packed(weights())[:-30],
    ],
)
def test_damaged_weights_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(WeightsDamaged, match="Install Parley again"):
        unpacked(data, "test")


def test_weights_of_another_form_are_refused() -> None:
    later = gzip.compress(gzip.decompress(packed(weights())).replace(b'"format":1', b'"format":9'))
    with pytest.raises(WeightsDamaged, match="has form 9, this version reads 1"):
        unpacked(later, "test")


def test_only_the_bytes_of_the_manifest_are_taken() -> None:
    data = packed(weights())
    manifest = {"test": {"version": "3", "sha256": hashlib.sha256(data).hexdigest()}}
    check("test", data, manifest)
    with pytest.raises(WeightsDamaged, match="is not version 3"):
        check("test", data + b"x", manifest)
    with pytest.raises(WeightsDamaged, match="not in the manifest"):
        check("other", data, manifest)
    with pytest.raises(WeightsDamaged, match="is missing"):
        shipped_bytes("none.weights")


def test_the_shipped_weights_know_the_vocabulary() -> None:
    assert shipped("moves").labels == MOVES


def test_learning_finds_what_tells() -> None:
    cases = [Case(["w:blessed", "w:the"], "yes"), Case(["w:cursed", "w:the"], "no")] * 6
    found = learned([*cases, Case(["w:once"], "yes")], ("no", "yes"))
    assert found.chances(["w:blessed"])[1] > 0.8
    assert found.chances(["w:cursed"])[0] > 0.8
    assert "w:once" not in found.rows
    assert packed(learned(cases, ("no", "yes"))) == packed(learned(cases, ("no", "yes")))


def test_an_example_counts_by_its_weight() -> None:
    split = [Case(["w:odd"], "yes", 3.0), Case(["w:odd"], "no", 0.2)] * 6
    assert learned(split, ("no", "yes")).chances(["w:odd"])[1] > 0.6


def test_names_count_by_rarity_and_boost() -> None:
    cases = [Case(["r:yes", "w:odd"], "yes"), Case(["r:no", "w:odd"], "no")] * 4

    def boost(name: str) -> float:
        return 3.0 if name.startswith("r:") else 1.0

    found = learned(cases, ("no", "yes"), boost)
    assert found.force[found.rows["r:yes"]] == pytest.approx(3 * np.log1p(8 / 4) / 4, rel=1e-6)
    plain = learned(cases, ("no", "yes"), boost, by_rarity=False)
    assert plain.force[plain.rows["r:yes"]] == 3
