"""What verbs of doing make of their complement: beginning it, ending it, making it less.

One function for each class of `lexicon/verbs.toml` that is a deed.
"""

from spacy.tokens import Token

from processors.positions.lexicon import words
from processors.positions.nouns import is_claim, is_force, turns_round
from processors.positions.predicates import Predicate
from processors.positions.reading import Effect, Judgement

ENDS_GOOD = words("ends_good")
SAYS_LITTLE = words("says_little")
WEAK_DEEDS = words("weak_deeds")
NOTHING_GIVEN = words("nothing_given")
FREED = words("freed")
MEMBERSHIPS = words("memberships")
GIVEN_BACK = words("given_back")
ENVOYS = words("envoys")
MEETINGS = words("meetings")
HOLDS = words("holds")
TERMS = words("terms")
ALWAYS_BREAKS = frozenset({"violate", "breach", "sever", "walk out", "walk away", "storm out"})
LEAVES_OFF = frozenset({"sever", "walk out", "walk away", "storm out"})
"""Of those, the ones that end what went on until then; a breach is often one of many."""

LEAVES = frozenset(
    {"withdraw", "pull out", "pull back", "withdraw from", "leave", "retreat", "move out"}
)
BLACK_LISTS = words("black_lists")
PUTS = frozenset({"impose", "slap", "levy", "enforce"})


def _begin(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if inner is not None and inner.value:
        return inner.value, inner.weight, inner.before
    if found.key in HOLDS and found.obj is not None and found.obj.lemma_.lower() in TERMS:
        return -1, 0.7, None
    if obj:
        claim = found.obj is not None and is_claim(found.obj)
        if obj < 0 and found.key in {"pay", "face", "take"}:
            return 0, 0.2, None
        before = -2 * obj if found.obj is not None and turns_round(found.obj) else None
        return (2, 0.75, before) if obj > 0 else (-1 if claim else -2, 0.8, before)
    if found.key in PUTS:
        return -2, 0.75, None
    if found.key in HOLDS and found.obj is not None:
        return -1, 0.55, None  # to hold to something unnamed is to move on nothing
    return (0, 0.15, None) if found.key in SAYS_LITTLE else (1, 0.3, None)


def _again(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if inner is not None and inner.value:
        value = 2 if inner.value > 0 else -2
        return value, 0.8, -value
    if obj:
        return 2 * obj, 0.9, -2 * obj
    if found.obj is not None and found.obj.lemma_.lower() in GIVEN_BACK:
        return 2, 0.75, None
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


def _stop(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    first = found.key.partition(" ")[0]
    if found.key in ALWAYS_BREAKS:
        return -2, 0.85, 1 if found.key in LEAVES_OFF else None
    if _from_list(found):
        return 2, 0.85, -2
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
    left = _leaves(found) if found.key in LEAVES else None
    if left is not None:
        return left
    if found.obj is not None and is_claim(found.obj):
        return 2, 0.85, -1
    if obj:
        weight = 0.85 if found.token.lemma_ not in {"break", "cut", "pull"} else 0.7
        return -2 * obj, weight, 2 * obj
    if found.key in {"withdraw", "pull out", "pull back", "retreat"}:
        return 2, 0.4, None
    if first in ENDS_GOOD:
        return (-2, 0.5, 1) if found.obj is not None else (-2, 0.35, None)
    return 2, 0.35, None


def _from_list(found: Predicate) -> bool:
    """Whether somebody is taken off a list that nobody wants to be on: of foes, of the punished."""
    return any(
        noun.dep_ == "pobj" and noun.lemma_.lower() in BLACK_LISTS
        for child in found.token.children
        if child.dep_ == "prep" and child.lower_ in {"from", "off"}
        for noun in child.children
    )


def _leaves(found: Predicate) -> Effect | None:
    """What it is to leave: armed people leave a place, a member leaves what it was bound by."""
    if any(is_force(t) for t in _moved(found)):
        return 2, 0.85, -2
    return (-2, 0.75, 1) if _left(found) & MEMBERSHIPS else None


def _left(found: Predicate) -> set[str]:
    """What is left: the object, or the noun after "from"."""
    nouns = [c for c in found.token.children if c.dep_ == "dobj"]
    nouns += [g for c in found.token.children if c.lower_ == "from" for g in c.children]
    return {noun.lemma_.lower() for noun in nouns}


def _near(found: Predicate) -> list[Token]:
    """The subject, and the nouns after the verb up to the end of its object."""
    after = [t for c in found.token.children if c.dep_ in {"dobj", "advmod"} for t in c.subtree]
    return [*after, *(t for t in (found.subject, found.obj) if t is not None)]


def _moved(found: Predicate) -> list[Token]:
    """What may be what goes: the object, the subject, or whoever is ordered to go."""
    outer = [c for c in found.token.head.children if c.dep_ == "dobj"]
    ordered = outer if found.token.dep_ == "xcomp" else []
    return [t for t in (found.obj, found.subject, *ordered) if t is not None]


def _lessen(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
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


def _hostile(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
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


def _coop(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if found.key == "keep to" and found.obj is not None and found.obj.lemma_.lower() in TERMS:
        return -1, 0.7, None
    if found.obj is not None and found.obj.lemma_.lower() in NOTHING_GIVEN:
        return 0, 0.2, None
    if inner is not None and inner.value < 0:
        return inner.value, 0.5, None
    if obj < 0 and found.key in {"allow", "permit", "let", "enable", "discuss", "admit"}:
        return -1, 0.4, None
    if found.key in WEAK_DEEDS:
        good = obj > 0 or (inner is not None and inner.value > 0) or _to_meet(found)
        return 2, 0.62 if good else 0.35, None
    return 2, 0.75, None


def _to_meet(found: Predicate) -> bool:
    """Whether it is done for talks: "arrives in the capital for talks", "travels to a summit"."""
    return any(
        noun.dep_ == "pobj" and noun.lemma_.lower() in MEETINGS
        for child in found.token.children
        if child.dep_ == "prep" and child.lower_ in {"for", "to", "at"}
        for noun in child.children
    )


DEEDS = {
    "begin": _begin,
    "again": _again,
    "stop": _stop,
    "lessen": _lessen,
    "hostile": _hostile,
    "coop": _coop,
}
