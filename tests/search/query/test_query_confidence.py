"""How sure a shift must be where a query says nothing of it."""

import pytest

from search.query import EVERYTHING, LEAST, left_out, parse, sure_enough
from tests.fakes.documents import shift
from tests.fakes.index import matches

SURE, UNSURE = shift("a", confidence=LEAST), shift("b", confidence=LEAST - 0.01)


@pytest.mark.parametrize("text", ["", "talks", "talks party:Ruritania", "talks OR dam", "-dam"])
def test_what_says_nothing_of_it_means_what_is_sure_enough(text: str) -> None:
    query = parse(text, "shift")
    meant = sure_enough(query, "shift")
    assert (matches(meant, SURE), matches(meant, UNSURE)) == (True, False)
    assert matches(query, UNSURE)
    assert (matches(left_out(query), SURE), matches(left_out(query), UNSURE)) == (False, True)


@pytest.mark.parametrize("text", ["confidence:0", "talks -confidence:0.5", "a OR confidence:<0.2"])
def test_what_says_something_of_it_is_taken_as_it_is(text: str) -> None:
    query = parse(text, "shift")
    assert sure_enough(query, "shift") is query


def test_what_has_no_confidence_is_left_alone() -> None:
    assert sure_enough(EVERYTHING, "statement") is EVERYTHING
    assert sure_enough(EVERYTHING, "article") is EVERYTHING
