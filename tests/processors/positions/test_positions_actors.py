"""Where a named actor stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.positions.actors import place_of, places_of

TEXT = "The Harbour Council of Norland sued Norland's navy over the old quay."


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The Harbour Council", "The Harbour Council"),
        ("harbour council", "Harbour Council"),
        ("the Harbour  Council", "The Harbour Council"),
        ("Harbour Council members", "Harbour Council"),
        ("Sudland", None),
        ("", None),
        ("the of", None),
    ],
)
def test_the_longest_part_of_a_name_is_found(name: str, found: str | None) -> None:
    place = place_of(TEXT, name)
    assert (TEXT[slice(*place)] if place else None) == found


def test_two_actors_are_found_apart() -> None:
    mine, theirs = places_of(TEXT, "The Harbour Council of Norland", "Norland")
    assert mine == (0, 30)
    assert theirs == (36, 43)


def test_the_actor_moves_where_the_other_needs_its_place() -> None:
    text = "Norland's navy left. Norland was sued."
    assert places_of(text, "Norland", "Norland's navy") == ((21, 28), (0, 14))


def test_the_other_is_left_out_where_it_is_only_part_of_the_actor() -> None:
    assert places_of("The Norland navy left.", "The Norland navy", "Norland") == ((0, 16), None)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_places_are_inside_and_apart(text: str, actor: str, other: str) -> None:
    mine, theirs = places_of(text, actor, other)
    for place in (mine, theirs):
        assert place is None or 0 <= place[0] < place[1] <= len(text)
    if mine and theirs:
        assert mine[1] <= theirs[0] or theirs[1] <= mine[0]
