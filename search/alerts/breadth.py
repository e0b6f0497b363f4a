"""Whether a watch asks for so much that it would tell of everything and so of nothing."""

from typing import Literal

from search.alerts.searching import Search
from search.query import EVERYTHING

Breadth = Literal["narrow", "broad", "everything"]

BROAD = 0.5
"""From this share of all documents of its kind on, a watch is broad."""

FEW = 20
"""Among fewer documents than this a share says nothing yet."""


def breadth(search: Search, matched: int, of: int) -> Breadth:
    """How much a watch asks for, which met `matched` of the `of` documents of some time.

    A watch on every article or statement is never kept. One on every shift is a wire service, and
    one on most documents may be meant: a person is asked whether it is.
    """
    if search.query == EVERYTHING and search.kind != "shift":
        return "everything"
    every_shift = search.query == EVERYTHING and not search.least_confidence
    return "broad" if every_shift or (of >= FEW and matched >= BROAD * of) else "narrow"
