"""How a verb and its complement make a position: lift + ban yields, suspend + talks does not.

The value of a clause is built from the inside out: the complement first, then the class of the
verb, then negation, then the modal verb. Nothing here knows a name.
"""

from spacy.tokens import Token

from processors.positions import copula
from processors.positions.lexicon import words
from processors.positions.nouns import is_claim, is_force, worth
from processors.positions.predicates import DUE, POSSIBLE, Predicate, predicate
from processors.positions.reading import Judgement

MAX_DEPTH = 5
PROCESS = words("process")

ENDS_GOOD = words("ends_good")

ALWAYS_BREAKS = frozenset({"violate", "breach", "sever", "walk out", "walk away", "storm out"})
LEAVES = frozenset(
    {"withdraw", "pull out", "pull back", "withdraw from", "leave", "retreat", "move out"}
)
PUTS = frozenset({"impose", "slap", "levy", "enforce"})
SAYS_LITTLE = words("says_little")

WEAK_DEEDS = words("weak_deeds")
NOTHING_GIVEN = words("nothing_given")


def judge(token: Token, depth: int = 0) -> Judgement | None:
    """What the predicate headed by `token` says of its holder's position; None for no predicate."""
    if depth > MAX_DEPTH:
        return None
    if token.pos_ not in {"VERB", "AUX"}:
        return copula.judge_phrase(token, lambda t: judge(t, depth + 1))
    found = predicate(token)
    inner = judge(found.clause, depth + 1) if found.clause is not None else None
    if token.lemma_ == "be" and not found.passive:
        plain = copula.judge_be(found, inner, lambda t: judge(t, depth + 1))
    else:
        plain = _by_class(found, inner)
    return _mood(found, plain, inner)


def _by_class(found: Predicate, inner: Judgement | None) -> Judgement:
    chosen = _choose(found, inner)
    value, weight, before = 0, 0.2, None
    obj = worth(found.obj) if found.obj is not None else 0
    if obj and chosen == "demand" and "begin" in found.classes:
        chosen = "begin"  # "ordered a halt to the raids" sets it going
    if found.obj is None and inner is None and found.key in GOES_ON and _is_thing(found.subject):
        return _goes_on(found, chosen or "begin")
    if found.key == "have" and found.obj is not None:
        if found.obj.lemma_.lower() in QUARRELS:
            return Judgement(-1, "criticise", 0.7, found.token.i, worth=-1)
        if found.obj.lower_ == "nothing" and any(c.dep_ in _MODIFIERS for c in found.obj.children):
            return Judgement(1, "coop", 0.7, found.token.i)
    if chosen in {"say", "raise", None}:
        if inner is not None:
            scale = 0.9 if chosen else 0.6
            return Judgement(
                inner.value,
                inner.act,
                inner.weight * scale,
                inner.head,
                inner.negated,
                inner.worth,
                inner.before,
            )
        chosen = chosen or ""
    else:
        value, weight, before = RULES[chosen](found, inner, obj)
    return Judgement(value, chosen, weight, found.token.i, worth=obj, before=before)


def _choose(found: Predicate, inner: Judgement | None) -> str | None:
    classes: list[str] = list(found.classes)
    if not classes:
        return None
    if found.finite_clause and "say" in classes:
        return "say"
    if found.clause is not None and not found.finite_clause and "raise" in classes:
        # "agreed to talk", "offered to talk" keep their own colour; "began to talk" has none
        own = [c for c in classes if c in {"accept", "offer"}]
        return own[0] if own else "raise"
    if f"{found.key} that" and classes == ["say"]:
        return "say"
    return next((c for c in classes if c not in {"say", "raise"}), classes[0])


_MODIFIERS = frozenset({"relcl", "acl", "xcomp", "advcl"})


def _is_thing(subject: Token | None) -> bool:
    return subject is not None and subject.pos_ == "NOUN"


def _goes_on(found: Predicate, chosen: str) -> Judgement:
    """What is said of a subject that goes on or ends by itself: "the ban remains"."""
    assert found.subject is not None
    value = worth(found.subject)
    if chosen == "stop" or found.key in {"fail", "expire", "lapse"}:
        value = -value
    elif is_claim(found.subject):
        return Judgement(-1, "demand", 0.7, found.token.i, worth=-1)
    stance = {1: 1, -1: -2, 0: 0}[value]
    return Judgement(stance, chosen, 0.6 if value else 0.2, found.token.i, worth=value)


Rule = tuple[int, float, int | None]


def _accept(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if inner is not None:
        if inner.value < 0:
            return inner.value, 0.8 * max(inner.weight, 0.6), inner.before
        if (
            found.key in {"decide", "resolve", "choose", "elect", "opt", "confirm"}
            and inner.value == 0
        ):
            return 0, 0.2, None
        return 2 if inner.value >= 0 else inner.value, 0.85, inner.before
    if found.obj is not None and not obj and found.obj.lemma_.lower() in PAPERS:
        return 2, 0.2, None
    if obj < 0 and found.obj is not None:
        return (2, 0.7, None) if is_claim(found.obj) else (-2, 0.7, None)
    if found.key in {
        "decide",
        "choose",
        "elect",
        "opt",
        "confirm",
        "resolve",
        "join",
        "settle",
        "conclude",
        "clear",
        "affirm",
        "respect",
        "submit",
        "back",
        "recognise",
        "recognize",
        "acknowledge",
    }:
        return 2, 0.55 if obj else 0.35, None
    return 2, 0.85, None


def _support(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if obj < 0 or (inner is not None and inner.value < 0):
        return -1, 0.5, None
    return 1, 0.75, None


def _offer(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if inner is not None:
        if inner.value < 0:
            return -2, 0.75 * max(inner.weight, 0.5), None
        known = inner.value > 0 or found.key in {"offer", "propose"}
        return 1, 0.8 if known else 0.3, None
    if obj < 0:
        return -2, 0.6, None
    strong = found.key in {"offer", "propose", "invite"} or " " in found.key or obj > 0
    return 1, 0.8 if strong else 0.3, None


def _demand(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    noun = found.obj.lemma_.lower() if found.obj is not None else ""
    same_actor = found.clause is not None and not any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in found.clause.children
    )
    if found.key in {"want", "wish", "seek", "expect"} and inner is not None and same_actor:
        if inner.value < 0:
            return -1, 0.6, None
        return (1, 0.6, None) if inner.value > 0 else (0, 0.3, None)
    if noun in PROCESS and found.key not in {"demand", "require", "need"}:
        return 1, 0.7, None
    if inner is not None and inner.act in {"coop", "accept"} and _about_process(inner, found):
        return 1, 0.5, None
    if (
        found.key
        in {
            "ask",
            "tell",
            "order",
            "need",
            "argue",
            "recommend",
            "advise",
            "instruct",
            "expect",
            "set out",
            "lay down",
            "call",
        }
        and inner is None
    ):
        return -1, 0.3, None
    return -1, 0.8, None


def _about_process(inner: Judgement, found: Predicate) -> bool:
    """Urging somebody to talk or to accept a truce is a call for peace, not a demand."""
    head = found.token.doc[inner.head]
    return any(t.lemma_.lower() in PROCESS for t in head.subtree) or head.lemma_ in {
        "talk",
        "negotiate",
    }


def _consider(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if obj < 0 or (inner is not None and inner.value < 0):
        return -1, 0.4, None
    return 0, 0.6, None


def _criticise(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if found.key == "warn" and inner is not None and inner.value == -2:
        return -2, 0.7, None
    return -1, 0.8, None


DENIABLE = words("deniable")
PAPERS = words("papers")
GOES_ON = words("goes_on")
FREED = words("freed")
ENVOYS = words("envoys")
HOLDS = words("holds")
QUARRELS = words("quarrels")


def _reject(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    noun = found.obj.lemma_.lower() if found.obj is not None else ""
    if inner is not None:
        if found.key == "deny":
            return (0 if inner.value <= 0 else -1), 0.6, None
        if inner.value < 0:
            # refusing to end a good thing is a yes; refusing to rule a strike out is not
            return (1, 0.6, None) if inner.act != "reject" else (-1, 0.5, None)
        if inner.act == "consider" and "comment" in {t.lemma_ for t in found.token.subtree}:
            return 0, 0.7, None
        return -2, 0.85, None
    if noun == "comment":
        return 0, 0.7, None
    if noun in DENIABLE:
        return (0 if found.key == "deny" else -1), 0.6, None
    if found.key in {
        "fail",
        "exclude",
        "sink",
        "resist",
        "prevent",
        "block",
        "bar",
        "ignore",
        "deny",
    }:
        return -2, 0.5, None
    if obj < 0 and found.obj is not None and not is_claim(found.obj):
        return -1, 0.6, None
    return -2, 0.85, None


def _threaten(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    return -2, 0.85 if found.key != "escalate" else 0.5, None


def _begin(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if inner is not None and inner.value:
        return inner.value, inner.weight, inner.before
    if obj:
        claim = found.obj is not None and is_claim(found.obj)
        if obj < 0 and found.key in {"pay", "face", "take"}:
            return 0, 0.2, None
        return (2, 0.75, None) if obj > 0 else (-1 if claim else -2, 0.8, None)
    if found.key in PUTS:
        return -2, 0.75, None
    if found.key in HOLDS and found.obj is not None:
        return -1, 0.55, None  # to hold to something unnamed is to move on nothing
    return (0, 0.15, None) if found.key in SAYS_LITTLE else (1, 0.3, None)


def _again(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if inner is not None and inner.value:
        value = 2 if inner.value > 0 else -2
        return value, 0.8, -value
    if obj:
        return 2 * obj, 0.9, -2 * obj
    if found.key in {
        "return",
        "go back",
        "come back",
        "send back",
        "put back",
        "get back",
        "bring back",
    }:
        return 2, 0.3, None
    return 2, 0.5, -2


def _stop(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    first = found.key.partition(" ")[0]
    if found.key in ALWAYS_BREAKS:
        return -2, 0.85, None
    if found.key.endswith(" home"):
        names = {t.lemma_.lower() for t in _near(found)}
        if names & FREED:
            return 2, 0.75, None
        return (-2, 0.75, 1) if names & ENVOYS else (-1, 0.2, None)
    if inner is not None and inner.value:
        value = -2 if inner.value > 0 else 2
        return value, 0.75, -value
    if inner is not None and inner.worth:
        return -2 * inner.worth, 0.65, 2 * inner.worth  # "stopped exporting gas"
    if found.key in LEAVES and any(is_force(t) for t in _moved(found)):
        return 2, 0.85, -2
    if found.obj is not None and is_claim(found.obj):
        return 2, 0.85, -1
    if obj:
        weight = 0.85 if found.token.lemma_ not in {"break", "cut", "pull"} else 0.7
        return -2 * obj, weight, 2 * obj
    if found.key in {"withdraw", "pull out", "pull back", "retreat"}:
        return 2, 0.4, None
    if first in ENDS_GOOD:
        return -2, 0.5 if found.obj is not None else 0.35, None
    return 2, 0.35, None


def _near(found: Predicate) -> list[Token]:
    """The subject, and the nouns after the verb up to the end of its object."""
    after = [t for c in found.token.children if c.dep_ in {"dobj", "advmod"} for t in c.subtree]
    return [*after, *(t for t in (found.subject, found.obj) if t is not None)]


def _moved(found: Predicate) -> list[Token]:
    """What may be what goes: the object, the subject, or whoever is ordered to go."""
    outer = [c for c in found.token.head.children if c.dep_ == "dobj"]
    ordered = outer if found.token.dep_ == "xcomp" else []
    return [t for t in (found.obj, found.subject, *ordered) if t is not None]


def _lessen(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if inner is not None and inner.value:
        return (-1, 0.6, 1) if inner.value > 0 else (1, 0.7, -1)
    if obj > 0:
        harder = found.key in {
            "delay",
            "postpone",
            "defer",
            "put off",
            "pause",
            "suspend",
            "put on hold",
            "restrict",
            "limit",
            "hold up",
            "hold back",
            "cut back",
            "adjourn",
        }
        return (-2, 0.75, 2) if harder else (-1, 0.6, 1)
    if obj < 0:
        return 1, 0.85, -2
    if found.key in {
        "ease",
        "relax",
        "loosen",
        "exempt",
        "spare",
        "soften",
        "hold fire",
        "hold off",
    }:
        return 1, 0.7, -1
    return -1, 0.25, None


def _hostile(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if found.key in {
        "mobilise",
        "mobilize",
        "deploy",
        "target",
        "hit",
        "fire",
        "advance",
        "take to",
        "board",
        "fight",
        "divert",
        "storm",
        "mass",
    }:
        return -2, 0.5 if obj <= 0 else 0.2, None
    return -2, 0.8, None


def _coop(found: Predicate, inner: Judgement | None, obj: int) -> Rule:
    if found.obj is not None and found.obj.lemma_.lower() in NOTHING_GIVEN:
        return 0, 0.2, None
    if inner is not None and inner.value < 0:
        return inner.value, 0.5, None
    if obj < 0 and found.key in {"allow", "permit", "let", "enable", "discuss", "admit"}:
        return -1, 0.4, None
    if found.key in WEAK_DEEDS:
        return 2, 0.6 if obj > 0 or (inner is not None and inner.value > 0) else 0.35, None
    return 2, 0.75, None


RULES = {
    "accept": _accept,
    "support": _support,
    "offer": _offer,
    "demand": _demand,
    "consider": _consider,
    "criticise": _criticise,
    "reject": _reject,
    "threaten": _threaten,
    "begin": _begin,
    "again": _again,
    "stop": _stop,
    "lessen": _lessen,
    "hostile": _hostile,
    "coop": _coop,
}


def _mood(found: Predicate, plain: Judgement, inner: Judgement | None) -> Judgement:
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
        return (1, 0.65, "offer") if found.no_longer or plain.value < 0 else (-1, 0.5, "reject")
    if plain.act == "consider" and "comment" in {t.lemma_ for t in found.token.subtree}:
        return 0, 0.7, "consider"
    if plain.act == "consider":
        return -1, 0.4, "reject"
    if plain.value > 0:
        return -2, max(0.7, plain.weight), "reject"
    if willing:
        return -2, 0.55, "reject"
    return 0, 0.15, plain.act
