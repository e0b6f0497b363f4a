"""How much one fact says about its party's position, against others of the same day."""

from wire import PositionFact

DEED = 4
"""What a party does outweighs what it says."""

ON_RECORD = 2
ANONYMOUS = 1
"""A named speaker outweighs an unnamed one."""

SECOND_HAND = 0
"""Words that somebody else passes on never outweigh the party's own."""


def weight(fact: PositionFact) -> int:
    """Rank of a fact: a deed over own words on record over an unnamed source over hearsay."""
    if fact.kind == "act":
        return DEED
    if not fact.own_words or fact.attribution == "thought":
        return SECOND_HAND
    return ANONYMOUS if fact.anonymous else ON_RECORD
