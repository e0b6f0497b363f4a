"""The chance that a shift is one: what raises it and what lowers it."""

from typing import Any

import pytest

from processors.shifts.confidence import MOST_LATELY, confidence, signs
from processors.shifts.positions import Turn
from processors.shifts.utterances import utterance
from tests.fakes.facts import said


def turn(before: float | None = 0.8, after: float = 0.8, **fields: Any) -> Turn:
    """From a yes to a no, each as sure as given."""
    one = utterance((said(2, 0, confidence=before),), ("a",)) if before is not None else None
    two = utterance((said(-2, 5, confidence=after, **{"clearness": 0.6, **fields}),), ("b",))
    return Turn(one, two, 2, -2, "Syldavia", False)


def plain(change: Turn, sources: int = 1, lately: int = 4) -> float:
    return confidence(signs(change, sources, lately, mixed=False, towards=True))


def test_a_plain_change_is_likelier_than_not() -> None:
    assert 0.5 < plain(turn()) < 0.9


def test_the_less_sure_side_counts() -> None:
    assert plain(turn(before=0.3)) < plain(turn()) > plain(turn(after=0.3))
    assert plain(turn(before=0.3, after=0.4)) == plain(turn(before=0.3, after=0.9))


def test_a_second_source_raises_it() -> None:
    assert plain(turn(after=0.6), 2) > plain(turn(after=0.6))


def test_what_is_said_plainly_or_first_raises_it() -> None:
    assert plain(turn(clearness=0.3)) < plain(turn())
    assert plain(turn(start=590)) < plain(turn(start=0))


def test_a_condition_raises_it() -> None:
    assert plain(turn(conditional=True)) > plain(turn())


def test_the_more_was_said_of_late_the_higher_up_to_a_point() -> None:
    assert plain(turn(), lately=1) < plain(turn(), lately=8)
    assert plain(turn(), lately=MOST_LATELY) == plain(turn(), lately=900)


def test_mixed_signals_and_a_missing_other_side_lower_it() -> None:
    assert confidence(signs(turn(), 1, 4, mixed=True, towards=True)) < 0.3
    assert confidence(signs(turn(), 1, 4, mixed=False, towards=False)) < 0.4


def test_what_is_presupposed_is_a_before_of_its_own() -> None:
    assert plain(turn(before=None)) == plain(turn(before=0.8))


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_nothing_is_certain(sure: float) -> None:
    assert 0.0 < plain(turn(sure, sure)) < 1.0
