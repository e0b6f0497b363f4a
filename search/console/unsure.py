"""What a list for people leaves out, because it is less sure than people want to read."""

from typing import Any

from search.console.asking import Asked
from search.index import Index, Page
from search.query import left_out


def left_out_of(index: Index[Any], question: Asked) -> Page | None:
    """How many shifts fit the question and are not in its list; None where there are none.

    Raises `SearchTimeout`.
    """
    if question.shown is question.query:
        return None
    found = index.search(question.kind, left_out(question.query), 1)
    return found if found.total else None
