"""What counts after all: "they may grumble, but they will come", "even so, we will sign"."""

from spacy.tokens import Token

TURNS = frozenset({"but", "yet", "however", "nevertheless", "still", "instead"})
OPENINGS = frozenset({"even so", "at last", "despite that"})
TURN = 0.3
"""What a clause gains that turns against the one before it: the turn is what counts."""

YIELDED = 0.6
"""What is left of a clause that only grants something before the turn."""


def turned(force: float, head: Token, value: int) -> float:
    """How much a clause of this force tells, with the turn that it makes or yields to.

    `value` is its stance: a turn towards nothing is none.
    """
    if value and is_turn(head):
        return force + TURN
    return force * YIELDED if yields(head) else force


def is_turn(head: Token) -> bool:
    """Whether a clause says what counts after all: "… but we will come", "even so, we sign"."""
    if head.dep_ == "conj" and any(
        c.dep_ == "cc" and c.lower_ in TURNS for c in head.head.children if c.i < head.i
    ):
        return True
    first = next((t for t in head.sent if t.is_alpha), head)
    begins = first.lower_ in TURNS or first.doc[first.i : first.i + 2].text.lower() in OPENINGS
    inside = head.dep_ == "ROOT" or head.head.i == head.i
    return begins and inside


def yields(head: Token) -> bool:
    """Whether a clause grants what the next one turns against: "they may grumble, but …"."""
    return any(
        c.dep_ == "conj"
        and c.pos_ in {"VERB", "AUX"}
        and any(g.dep_ == "cc" and g.lower_ in TURNS for g in head.children)
        for c in head.children
    )
