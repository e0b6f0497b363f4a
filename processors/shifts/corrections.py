"""Corrections: which words of an article took the place of others, by the set of its revisions."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from wire import PositionFact


def corrected(revisions: Sequence[Iterable[PositionFact]]) -> list[PositionFact]:
    """The facts of an article's newest revision, each with the statement that it corrects.

    `revisions` are the facts of each revision, oldest first; none gives none. Of what a revision
    took away, a fact that it brought corrects the nearest in the text that was about the same party
    and issue and as willing or unwilling: another position is no correction of the words. What an
    earlier revision corrected stays so while the words stand. Arrival plays no part in it.
    """
    known: dict[str, PositionFact] = {}
    for older, newer in pairwise([(), *revisions]):
        had = {fact.id: fact for fact in older}
        has = {fact.id: fact for fact in newer}
        gone = [fact for identifier, fact in had.items() if identifier not in has]
        known = {
            identifier: _standing(fact, known.get(identifier), gone)
            for identifier, fact in has.items()
        }
    return [known[identifier] for identifier in sorted(known)]


def _standing(
    fact: PositionFact, before: PositionFact | None, gone: Iterable[PositionFact]
) -> PositionFact:
    if before is not None:
        return msgspec.structs.replace(fact, corrects=before.corrects)
    alike = [
        (abs(other.start - fact.start), other.statement_id)
        for other in gone
        if (other.party, other.issue) == (fact.party, fact.issue) and other.stance * fact.stance > 0
    ]
    return msgspec.structs.replace(fact, corrects=min(alike)[1]) if alike else fact
