"""What "not", "may" and "must" make of a judgement that was made without them."""

from processors.positions.predicates import Predicate
from processors.positions.reading import Judgement
from processors.positions.rhetoric import would_have_been

POSSIBLE = frozenset({"could", "may", "might"})
DUE = frozenset({"must", "should", "ought"})

ENDS = frozenset({"stop", "halt", "end", "cease", "leave", "quit", "close", "lower"})
"""To end something unnamed may be good or bad, and so may not to end it."""

COMES = frozenset({"come", "fly", "travel"})

SURE, UNSURE = 0.55, 0.4
"""Trust in a judgement above which its denial tells much, and below which it tells little."""


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
        # what would have been is no position, but for blame
        weight, before = weight * 0.3, None
        if would_have_been(found.token, found.modal, perfect=found.perfect):
            value, act, weight = -1, "criticise", 0.62
    if found.modal in DUE and found.negated and not _is_first(found) and value >= 0:
        value, act, weight = -1, "demand", 0.65  # "it should not need a permit"
    if found.modal in {"can", "could"} and found.negated and _is_second(found) and value >= -1:
        value, act, weight = -1, "criticise", 0.65  # "you cannot keep us waiting"
    if found.modal in DUE and not found.negated and plain.head == found.token.i:
        # what ought to be done is asked for: of others, or of a thing that others hold
        before = None
        if value >= 0 or found.passive:
            value, act, weight = -1, "demand", max(weight, 0.5)
    return Judgement(value, act, weight, plain.head, found.negated, plain.worth, before)


def _is_first(found: Predicate) -> bool:
    return found.subject is not None and found.subject.lower_ in {"i", "we"}


def _is_second(found: Predicate) -> bool:
    return found.subject is not None and found.subject.lower_ == "you"


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
    if plain.act == "consider" and plain.value < 0:
        return 1, 0.65, "offer"  # "nobody thought of leaving"
    if found.key in COMES and found.clause is not None and plain.value >= 0:
        return -2, 0.7, "reject"  # "we have not come to haggle"
    if plain.act in {"reject", "criticise", "threaten", "hostile"} or (
        plain.value < 0 and plain.act != "demand"
    ):
        if plain.act in {"offer", "begin"} and plain.weight > SURE:
            return 1, 0.65, "offer"  # "no duties are planned", "there will be no duties"
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
        unknown = found.key in ENDS and plain.weight < UNSURE
        return -2, 0.5 if unknown else max(0.7, plain.weight), "reject"
    if willing:
        return -2, 0.55, "reject"
    return 0, 0.15, plain.act
