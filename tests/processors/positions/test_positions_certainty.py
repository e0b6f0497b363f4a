"""How far a stance is to be believed: what raises the chance, and which file says so."""

from dataclasses import replace

import pytest

from processors.positions import linear
from processors.positions.certainty import Witnesses, certainty, signs
from processors.positions.linear import WeightsDamaged
from processors.positions.logistic import Logistic, shipped_logistic

SURE = Witnesses(learned=0.9, ruled=0.85, agreed=True, takes=0.97, nested=False)


def test_each_witness_counts() -> None:
    whole = certainty(SURE, deed=True)
    assert 0.8 < whole < 1
    for weaker in (
        replace(SURE, learned=0.4),
        replace(SURE, ruled=0.3),
        replace(SURE, agreed=False),
        replace(SURE, takes=0.4),
        replace(SURE, nested=True),
    ):
        assert certainty(weaker, deed=True) < whole
    assert certainty(SURE, deed=False) < whole


def test_nobody_who_is_sure_of_anything_leaves_a_doubt_at_least() -> None:
    none = Witnesses(learned=0.2, ruled=0.0, agreed=False, takes=0.35, nested=True)
    assert certainty(none, deed=False) < 0.4


def test_chances_of_nought_and_one_are_taken_for_nearly_that() -> None:
    assert signs(replace(SURE, takes=1.0), deed=True)["takes"] < 4
    assert signs(replace(SURE, takes=0.0), deed=True)["takes"] > -4


def test_other_weights_may_be_given() -> None:
    even = Logistic(0.0, {"agreed": 2.0})
    assert certainty(SURE, deed=True, weights=even) == pytest.approx(0.881, abs=0.001)
    assert certainty(replace(SURE, agreed=False), deed=True, weights=even) == 0.5


def test_a_number_that_is_missing_is_no_nought() -> None:
    with pytest.raises(KeyError, match="other"):
        Logistic(0.0, {"other": 1.0}).chance({})


def test_a_file_of_another_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("processors.positions.logistic.shipped_bytes", lambda name: b"[]")
    shipped_logistic.cache_clear()
    with pytest.raises(WeightsDamaged, match="certainty: cannot be read"):
        shipped_logistic("certainty")
    shipped_logistic.cache_clear()
    assert linear.shipped_bytes("certainty.json")
