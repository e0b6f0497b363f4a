"""Watches for tests, short to write."""

from typing import Any

import msgspec

from tests.fakes.documents import DAY
from wire import ShiftRule, Watch
from wire.alert import Subject


def watch(
    name: str,
    query: str = "",
    subject: Subject = "statement",
    like: Watch | None = None,
    **fields: Any,
) -> Watch:
    """A saved search, or another watch under this name; its id is its name."""
    if like is not None:
        return msgspec.structs.replace(like, id=name, name=name)
    given = {"created_at": DAY} | fields
    return Watch(id=name, name=name, kind="query", subject=subject, query=query, **given)


def rule(name: str, **chosen: Any) -> Watch:
    """A rule on shifts; what is no part of the rule is a field of the watch."""
    own = {each for each in Watch.__struct_fields__ if each in chosen}
    fields = {"created_at": DAY} | {each: chosen.pop(each) for each in own}
    return Watch(
        id=name, name=name, kind="shift-rule", subject="shift", rule=ShiftRule(**chosen), **fields
    )
