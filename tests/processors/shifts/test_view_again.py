"""A view that is kept between facts gives what one made from nothing gives."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.shifts import View, shifts
from processors.shifts.turns import STRIDE
from runtime.signature import signature
from tests.fakes.facts import change, day, said
from tests.processors.shifts.test_view import facts
from wire import PositionFact

SIDES = (("Syldavia",), ("Borduria",), ("Borduria", "Syldavia"), ())


def river(number: int, chance: random.Random) -> PositionFact:
    """One of the facts of a long quarrel: some are copies, late ones or told as changes."""
    stance = chance.choice((-2, -1, 1, 2, 2))
    when = number / 6 - (chance.randint(0, 40) if chance.random() < 0.1 else 0)
    fields: dict[str, Any] = {"counterparties": chance.choice(SIDES)}
    if chance.random() < 0.1:
        fields["change"] = change(-stance, stance)
    if chance.random() < 0.2:
        fields["article_signature"] = signature(f"what all outlets have of day {number // 12}")
    words = f"word{number} way{number} river" if chance.random() < 0.7 else f"no {number // 9} boat"
    outlet = f"Outlet {number % 5}"
    return said(stance, when, words, outlet=outlet, article=str(number), **fields)


@pytest.mark.parametrize("seed", range(4))
def test_fact_by_fact_is_as_from_nothing(seed: int) -> None:
    chance = random.Random(seed)
    view, standing = View(), dict[str, PositionFact]()
    found = 0
    for number in range(5 * STRIDE):
        fact = river(number, chance)
        standing[fact.id] = fact
        if chance.random() < 0.1:
            standing.pop(chance.choice(list(standing)))
        now = view.shifts(standing.values())
        assert now == shifts(standing.values())
        found = max(found, len(now))
    assert found > 10


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(facts(), max_size=8), max_size=6), st.integers(0, 20))
def test_any_facts_after_any_others(timelines: list[list[PositionFact]], cut: int) -> None:
    view = View()
    for number, timeline in enumerate(timelines):
        horizon = day(cut) if number % 2 else None
        assert view.shifts(timeline, horizon) == shifts(timeline, horizon)


def test_what_went_wrong_once_leaves_nothing_behind() -> None:
    """A signature of another kind is refused; the next facts are grouped as ever."""
    view = View()
    timeline = [said(2, 0), said(-2, 5), said(2, 9)]
    view.shifts(timeline)
    with pytest.raises(ValueError, match="64 values"):
        view.shifts([*timeline, said(-2, 12, signature="AAAA")])
    longer = [*timeline, said(-2, 12)]
    assert view.shifts(longer) == shifts(longer)


def test_a_shift_that_nothing_new_can_bear_out_is_the_same_object() -> None:
    view = View()
    timeline = [said(2, 0), said(-2, 5)]
    (before,) = view.shifts(timeline)
    (after,) = view.shifts([*timeline, said(-1, 20)])
    assert after is before
