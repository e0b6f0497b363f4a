"""What "not", "may" and "must" make of a judgement that was made without them."""

from processors.positions.predicates import Predicate
from processors.positions.reading import Judgement

POSSIBLE = frozenset({"could", "may", "might"})
DUE = frozenset({"must", "should", "ought"})


def in_its_mood(found: Predicate, plain: Judgement) -> Judgement:
    """The judgement on a predicate with its negation and its modal verb."""
    value, weight, before, act = plain.value, plain.weight, plain.before, plain.act
    if found.negated:
        value, weight, act = negated(plain, found)
        before = None
        if found.no_longer and plain.value:
            before = plain.value
    if found.modal in POSSIBLE and not found.negated:
        if value > 0:
            value, before = 1, None
        elif value < 0:
            before = None
        weight *= 0.8
    if found.modal in {"would", "could"} and found.perfect:
        # what would have been is no position
        weight, before = weight * 0.3, None
    if found.modal in DUE and not found.negated and plain.head == found.token.i:
        # what ought to be done is asked for: of others, or of a thing that others hold
        before = None
        if value >= 0 or found.passive:
            value, act, weight = -1, "demand", max(weight, 0.5)
    return Judgement(value, act, weight, plain.head, found.negated, plain.worth, before)


def negated(plain: Judgement, found: Predicate) -> tuple[int, float, str]:
    """The value, weight and act of a judgement under "not"."""
    willing = found.modal in {
        "will",
        "would",
        "can",
        "could",
        "shall",
        "may",
        "must",
        "should",
        "need",
    }
    if plain.act in {"reject", "criticise", "threaten", "hostile"} or (
        plain.value < 0 and plain.act != "demand"
    ):
        if willing or found.no_longer:
            return 1, 0.7 * max(plain.weight, 0.5), "offer"
        return (1, 0.45, "offer") if plain.act == "reject" else (0, 0.35, plain.act)
    if plain.act == "demand":
        return (1, 0.65, "offer") if plain.value < 0 else (-1, 0.5, "reject")
    if plain.act == "consider" and "comment" in {t.lemma_ for t in found.token.subtree}:
        return 0, 0.7, "consider"
    if plain.act == "consider":
        return -1, 0.4, "reject"
    if plain.value > 0:
        return -2, max(0.7, plain.weight), "reject"
    if willing:
        return -2, 0.55, "reject"
    return 0, 0.15, plain.act
