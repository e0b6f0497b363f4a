"""How much one fact says about its party's position, beside others and by itself."""

from msgspec import UnsetType

from processors.shifts.rank import rank
from wire import PositionFact

DEED = 10
"""What a party does outweighs what it says."""

ON_RECORD = 5
"""Of the lowest rank; each rank adds one."""

ANONYMOUS = 4
"""A named speaker outweighs an unnamed one."""

SECOND_HAND = 2
"""Words that somebody else passes on never outweigh the party's own."""

LEAD_LENGTH = 600
"""Code points from an article's beginning within which its news stands (the inverted pyramid of
news writing): about its first three paragraphs."""

LEAD = 0.5
"""What the very beginning adds to the trust in a statement; it falls to nothing at `LEAD_LENGTH`.
What a report tells first is rarely background, and its sentences are written to be plain."""


def weight(fact: PositionFact) -> int:
    """What a fact counts: a deed over own words on record, those of a head of state over those of a
    minister, a spokesperson, another official; then an unnamed source, then hearsay.
    """
    if not fact.own_words or fact.attribution == "thought":
        return SECOND_HAND
    if fact.kind == "act":
        return DEED
    return ANONYMOUS if fact.anonymous else ON_RECORD + rank(fact.role)


def clearness(fact: PositionFact) -> float:
    """How clearly the words tell a position; facts of older versions say it as their confidence."""
    return fact.confidence if isinstance(fact.clearness, UnsetType) else fact.clearness


def trust(fact: PositionFact) -> float:
    """How sure it is that this is what the party holds now: how clearly the words tell it, and more
    in the lead of the article. From 0 to 1.5; not a probability.
    """
    return clearness(fact) + LEAD * max(0.0, 1.0 - fact.start / LEAD_LENGTH)
