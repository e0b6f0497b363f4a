"""How sure a shift must be for people to be shown it, or woken by it, unless they ask for more.

What programs read (the API, exports) is whole; lists that people read begin at `LEAST`, and a query
that says something of the confidence itself is taken as it is.
"""

from search.query.tree import EVERYTHING, And, Keyword, Not, Query, leaves
from wire.alert import Subject

LEAST = 0.3
"""Of the shifts below it hardly one in five is right: a desk that reads them all stops reading."""

LEVELS = tuple(range(5, 105, 5))
"""In hundredths: the steps in which the confidence is asked for. Finer ones would promise more than
a chance that was measured within a few hundredths (docs/models/certainty.md)."""

UNSURE = Keyword("under", str(round(100 * LEAST)))
"""Finds what is less sure than `LEAST`."""


def levels_above(confidence: float) -> tuple[int, ...]:
    """The levels that a confidence does not reach."""
    return tuple(level for level in LEVELS if confidence < level / 100)


def sure_enough(query: Query, kind: Subject) -> Query:
    """The query as it is meant by people: shifts from `LEAST` on, where it does not say otherwise.

    Gives the same object where nothing is left out.
    """
    if kind != "shift" or any(_is_of_confidence(leaf) for leaf, _ in leaves(query)):
        return query
    if query == EVERYTHING:
        return Not(UNSURE)
    return And((*(query.parts if isinstance(query, And) else (query,)), Not(UNSURE)))


def left_out(query: Query) -> Query:
    """What `sure_enough` leaves out of a query."""
    return UNSURE if query == EVERYTHING else And((query, UNSURE))


def _is_of_confidence(leaf: Query) -> bool:
    return isinstance(leaf, Keyword) and leaf.name == "under"
