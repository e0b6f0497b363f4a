"""What a replay changes: shifts or alerts as they were, beside those that today's rules make."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from search.index import Index
from wire import Alert, Shift

Row = TypeVar("Row", Shift, Alert)


def shifts_in(index: Index[Any]) -> dict[str, Shift]:
    """All shifts of an index by id."""
    return {each.id: each for each in index.scan("shift") if isinstance(each, Shift)}


def difference(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, list[Row]]:
    """Which rows of `after` are "new" or "changed" in what they say, which of `before` "gone".

    Each list is sorted by id.
    """
    return {
        "new": [after[each] for each in sorted(after.keys() - before.keys())],
        "changed": [
            after[each]
            for each in sorted(after.keys() & before.keys())
            if _content(after[each]) != _content(before[each])
        ],
        "gone": [before[each] for each in sorted(before.keys() - after.keys())],
    }


def _content(row: Shift | Alert) -> object:
    """What a row says to its reader, without how often it changed and what made it."""
    match row:
        case Shift():
            return msgspec.structs.replace(row, version=0, made_by="")
        case Alert():
            return row.state, row.headline, row.body
