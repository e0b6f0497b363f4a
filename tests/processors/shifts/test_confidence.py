"""The chance that a shift is one: what raises it and what lowers it."""

import pytest

from processors.shifts.confidence import confidence
from processors.shifts.positions import Turn
from processors.shifts.utterances import utterance
from tests.fakes.facts import said


def turn(before: float | None = 0.8, after: float = 0.8) -> Turn:
    """From a yes to a no, each as sure as given."""
    one = utterance((said(2, 0, confidence=before),), ("a",)) if before is not None else None
    return Turn(one, utterance((said(-2, 5, confidence=after),), ("b",)), 2, -2, "Syldavia", False)


def plain(change: Turn, sources: int = 1) -> float:
    return confidence(change, sources, mixed=False, towards=True)


def test_a_plain_change_is_likelier_than_not() -> None:
    assert 0.5 < plain(turn()) < 0.9


def test_each_side_counts() -> None:
    assert plain(turn(before=0.3)) < plain(turn()) > plain(turn(after=0.3))


def test_a_second_source_raises_it() -> None:
    assert plain(turn(), 2) > plain(turn())


def test_mixed_signals_and_a_missing_other_side_lower_it() -> None:
    assert confidence(turn(), 1, mixed=True, towards=True) < 0.2
    assert confidence(turn(), 1, mixed=False, towards=False) < 0.3


def test_what_is_presupposed_is_a_before_of_its_own() -> None:
    assert plain(turn(before=None)) == plain(turn(before=0.8))


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_nothing_is_certain(sure: float) -> None:
    assert 0.0 < plain(turn(sure, sure)) < 1.0
