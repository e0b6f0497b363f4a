"""The facts that stand on an article: those of its newest revision; what a change takes away."""

from collections.abc import Iterable, Mapping

import msgspec

from processors.articles import Revision
from processors.shifts.corrections import corrected
from processors.shifts.facts import facts_of
from wire import PositionFact


def facts_standing(known: Iterable[Revision]) -> list[PositionFact]:
    """The facts of the newest of the revisions (oldest first), with what they correct, by id."""
    return corrected([facts_of(each.article, each.statements) for each in known])


def fact_rows(
    old: Mapping[str, PositionFact], new: Iterable[PositionFact], version: int
) -> tuple[list[PositionFact], list[PositionFact]]:
    """The facts that went (removed, with this `version`), and those that are new or changed."""
    standing = {fact.id: fact for fact in new}
    gone = [
        msgspec.structs.replace(old[identifier], removed=True, version=version)
        for identifier in sorted(old.keys() - standing.keys())
    ]
    changed = [
        standing[identifier]
        for identifier in sorted(standing)
        if old.get(identifier) != standing[identifier]
    ]
    return gone, changed
