"""How a verb and its complement make a position: lift + ban yields, suspend + talks does not.

The value of a clause is built from the inside out: the complement first, then the class of the
verb (`speech_verbs`, `deed_verbs`), then negation and the modal verb (`mood`). Nothing here knows a
name.
"""

from dataclasses import replace

from spacy.tokens import Token

from processors.positions import copula
from processors.positions.deed_verbs import DEEDS
from processors.positions.effects import takes_effect
from processors.positions.lexicon import words
from processors.positions.mood import in_its_mood
from processors.positions.nouns import is_claim, worth
from processors.positions.predicates import Predicate, predicate
from processors.positions.reading import Judgement
from processors.positions.rhetoric import warned
from processors.positions.speech_verbs import SPEECH

MAX_DEPTH = 5
RULES = {**SPEECH, **DEEDS}
GOES_ON = words("goes_on")
QUARRELS = words("quarrels")
PAPERS = words("papers")
PASSES = frozenset({"accept", "begin", "support", "offer", None})
"""Classes of verbs by which a paper takes effect."""

LINKING = words("linking")
COLOURED = frozenset({"criticise", "support", "demand"})

IN_FORCE = frozenset({"force", "place", "effect", "power"})
STAYS = frozenset({"remain", "stay", "persist", "stand", "lapse", "expire", "exist"})
"""Of the verbs that go on, those that never have an object."""

WELL, ILL = words("well"), words("ill")
WENT = frozenset({"go", "work", "begin", "start", "run", "end", "proceed", "advance", "develop"})

LEAST_WRITTEN = 0.5
"""A predicate inside a paper that is trusted less tells nothing of it."""

CLAUSES_OF_NOUNS = frozenset({"relcl", "acl", "xcomp", "advcl"})


def judge(token: Token, depth: int = 0) -> Judgement | None:
    """What the predicate headed by `token` says of its holder's position; None for no predicate."""
    if depth > MAX_DEPTH:
        return None
    if token.pos_ not in {"VERB", "AUX"}:
        return copula.judge_phrase(token, lambda t: judge(t, depth + 1))
    found = predicate(token)
    inner = judge(found.clause, depth + 1) if found.clause is not None else None
    said = _linked(found, depth) if found.key in LINKING else None
    if token.lemma_ == "be" and not found.passive:
        plain = copula.judge_be(found, inner, lambda t: judge(t, depth + 1))
    elif said is not None:
        plain = said
    else:
        plain = _by_class(found, inner, depth)
    return warned(token, found.subject, in_its_mood(found, plain))


def _linked(found: Predicate, depth: int) -> Judgement | None:
    """What is said of a subject that stays or becomes so: "remains available"."""
    for child in found.token.children:
        if child.i > found.token.i and child.dep_ in {"acomp", "attr", "oprd", "prep", "advmod"}:
            said = copula.judge_phrase(child, lambda t: judge(t, depth + 1))
            if said is not None and said.weight >= LEAST_WRITTEN:
                said = copula.of_subject(said, child, found.subject)
                if said.act in COLOURED or _is_known(found.subject):
                    return replace(said, head=found.token.i)
    return None


def _by_class(found: Predicate, inner: Judgement | None, depth: int) -> Judgement:
    chosen = _choose(found, inner)
    if inner is None and chosen in PASSES and found.obj is not None:
        told = _written_in(found.obj, depth + 1)
        if told is not None:
            return told
    value, weight, before = 0, 0.2, None
    obj = worth(found.obj) if found.obj is not None else 0
    if obj and chosen == "demand" and "begin" in found.classes:
        chosen = "begin"  # "ordered a halt to the raids" sets it going
    happened = _by_itself(found, inner, chosen)
    if happened is not None:
        return happened
    if found.key == "have" and found.obj is not None:
        if found.obj.lemma_.lower() in QUARRELS:
            return Judgement(-1, "criticise", 0.7, found.token.i, worth=-1)
        if found.obj.lower_ == "nothing" and any(
            c.dep_ in CLAUSES_OF_NOUNS for c in found.obj.children
        ):
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


def _by_itself(found: Predicate, inner: Judgement | None, chosen: str | None) -> Judgement | None:
    """How something went; or that a thing takes effect or goes on, with nobody who does it."""
    went = _how_it_went(found)
    if went is not None or inner is not None or not _is_thing(found.subject):
        return went
    if takes_effect(found.token):
        return _goes_on(found, "begin")
    if found.key in GOES_ON and _alone(found):
        return _goes_on(found, chosen or "begin")
    return None


def _written_in(paper: Token, depth: int) -> Judgement | None:
    """What a paper that is signed or passed does: "an order imposing a tariff", "a law to lift"."""
    if paper.lemma_.lower() not in PAPERS:
        return None
    for child in paper.children:
        if child.dep_ in {"acl", "relcl"} and child.tag_ != "VBN" and child.i > paper.i:
            told = judge(child, depth)
            if told is not None and told.value and told.weight >= LEAST_WRITTEN:
                return replace(told, weight=0.9 * told.weight)
    return None


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
    return next((c for c in classes if c not in {"say", "raise"}), classes[0])


def _is_known(subject: Token | None) -> bool:
    """Whether what stays so is somebody, or a thing of known worth: a drawer that stays shut says
    nothing of itself.
    """
    return subject is None or subject.pos_ != "NOUN" or worth(subject) != 0


def _alone(found: Predicate) -> bool:
    """Whether the verb has no object of its own: "remains without exception" has none."""
    if found.obj is None or found.key not in STAYS:
        return found.obj is None
    return found.obj.dep_ == "pobj" and (
        found.obj.head.lower_ not in {"in", "on", "at"} or found.obj.lemma_.lower() in IN_FORCE
    )


def _how_it_went(found: Predicate) -> Judgement | None:
    """What the manner tells: "the day began well", "it went badly"."""
    if found.passive or any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in found.token.children):
        return None
    if found.key not in WENT:
        return None
    for child in found.token.children:
        if child.dep_ == "advmod" and child.i > found.token.i:
            if child.lower_ in WELL:
                return Judgement(1, "support", 0.65, found.token.i)
            if child.lower_ in ILL:
                return Judgement(-1, "criticise", 0.65, found.token.i)
    return None


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
    return Judgement(stance, chosen, 0.65 if value else 0.2, found.token.i, worth=value)
