"""Positions without a verb of their own: "is ready to", "is unacceptable", "off the table"."""

from collections.abc import Callable

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words
from processors.positions.nouns import is_force, worth
from processors.positions.predicates import Predicate
from processors.positions.reading import Judgement

Judge = Callable[[Token], Judgement | None]

QUIET = frozenset({"silent", "quiet", "still"})
SAME = frozenset({"unchanged", "same", "unaltered"})
ROOMS = words("rooms")
OFFERS, TERMS, THOUGHTS = words("offers"), words("terms"), words("thoughts")

ADJECTIVES = {"ready": 1, "unwilling": -2, "bad": -1, "needed": -1, "unsure": 0}
ACTS = {
    "ready": "offer",
    "unwilling": "reject",
    "bad": "criticise",
    "needed": "demand",
    "unsure": "consider",
}


def judge_be(found: Predicate, inner: Judgement | None, judge: Judge) -> Judgement:
    """The judgement on "be" and what it says of its subject."""
    for child in found.token.children:
        if child.lower_ == "nothing" and any(c.dep_ in {"relcl", "acl"} for c in child.children):
            # "there is nothing to discuss": the negation is counted with the verb
            return Judgement(1, "coop", 0.75, found.token.i)
        if (
            child.dep_ in {"acomp", "attr", "prep", "advmod", "oprd", "prt"}
            and child.i > found.token.i
        ):
            said = judge_phrase(child, judge)
            if said is not None:
                return _of(of_subject(said, child, found.subject), found.token.i)
    put = _put_forward(found)
    if put is not None:
        return put
    if found.subject is not None and found.subject.dep_ == "expl" and found.obj is not None:
        thought = _thought(found.obj, judge)
        if thought is not None:
            return thought
        value = worth(found.obj)
        return Judgement(
            value, "begin" if value else "", 0.65 if value else 0.2, found.token.i, worth=value
        )
    if inner is not None:
        # "is to meet", "was that we agree"
        return _of(inner, found.token.i)
    return Judgement(0, "", 0.1, found.token.i)


def of_subject(said: Judgement, phrase: Token, subject: Token | None) -> Judgement:
    """The judgement on a phrase, seen from what it is said of.

    Guns that are silent keep a truce, a ban that is unchanged stays, an offer that is stands.
    """
    if subject is None:
        return said
    if phrase.lower_ in QUIET and is_force(subject):
        return Judgement(2, "coop", 0.8, said.head)
    if phrase.lower_ in SAME:
        value = worth(subject)
        if value:
            act = "offer" if value > 0 else "reject"
            return Judgement(value, act, 0.7, said.head, worth=value)
    return said


def _put_forward(found: Predicate) -> Judgement | None:
    """What one's own offer is: "our proposal is simple", "that is the government's offer"."""
    after = [c for c in found.token.children if c.dep_ in {"attr", "nsubj"} and c.pos_ == "NOUN"]
    for noun in after:
        first = any(c.lower_ in {"our", "my"} for c in noun.children)
        pointed = found.subject is not None and found.subject.lower_ in {"that", "this", "here"}
        number = any(
            c.tag_ == "CD"
            for a in found.token.children
            for c in (a, *a.children)
            if a.dep_ == "attr"
        )
        if first and noun.lemma_.lower() in OFFERS and number:
            return Judgement(-1, "demand", 0.62, found.token.i)
        if noun.lemma_.lower() in OFFERS and (first or pointed):
            return Judgement(1, "offer", 0.65, found.token.i, worth=1)
        if noun.lemma_.lower() in TERMS and first:
            return Judgement(-1, "demand", 0.62, found.token.i)
    return None


def judge_phrase(token: Token, judge: Judge) -> Judgement | None:
    """The judgement on what is said of something; None where it is no position."""
    if token.pos_ in {"ADJ", "ADV", "ADP", "SCONJ"} or token.dep_ in {"acomp", "prep", "prt"}:
        phrase = _preposition(token)
        if phrase is not None:
            return phrase
        return _adjective(token, judge)
    if token.pos_ in {"NOUN", "PROPN", "PRON", "INTJ"}:
        return _noun(token)
    return None


def _thought(noun: Token, judge: Judge) -> Judgement | None:
    """What is thought or talked of: "there was no question of leaving the table"."""
    if noun.lemma_.lower() not in THOUGHTS:
        return None
    for child in noun.children:
        inside = [g for g in child.children if g.dep_ == "pcomp"] if child.dep_ == "prep" else []
        if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB":
            inside = [child]
        for verb in inside:
            inner = judge(verb)
            if inner is not None and inner.value:
                act = "offer" if inner.value > 0 else "reject"
                return Judgement(inner.value, act, 0.7, verb.i)
    return None


def _adjective(token: Token, judge: Judge) -> Judgement | None:
    known = lexicon().adjectives
    name = known.get(token.lower_) or known.get(token.lemma_.lower())
    if name is None:
        return None
    value, weight = ADJECTIVES[name], 0.75
    clause = next(
        (c for c in token.children if c.dep_ in {"xcomp", "ccomp"}),
        None,
    ) or next(
        (g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"),
        None,
    )
    if clause is None:
        inside = [token, *(c for c in token.children if c.dep_ == "prep")]
        noun = next((g for c in inside for g in c.children if g.dep_ == "pobj"), None)
        object_worth = worth(noun) if noun is not None else 0
        if object_worth < 0 and name == "ready":
            return Judgement(-1, "threaten", 0.5, token.i, worth=-1)
        if object_worth < 0 and token.lower_ in {"opposed", "against"}:
            return Judgement(-1, "criticise", 0.6, token.i, worth=-1)
        if _negated_adjective(token):
            return Judgement(*_turn(name), token.i, negated=True)
        return Judgement(value, ACTS[name], weight, token.i)
    inner = judge(clause)
    if inner is not None and inner.value < 0 and inner.act != "demand":
        if name == "ready":
            return Judgement(inner.value, "threaten", 0.75, token.i)
        if name == "unwilling":
            return Judgement(1, "offer", 0.5, token.i)
    if _negated_adjective(token):
        return Judgement(*_turn(name), token.i, negated=True)
    return Judgement(value, ACTS[name], 0.85, token.i)


def _negated_adjective(token: Token) -> bool:
    return any(
        c.dep_ == "neg" or c.lower_ in {"not", "never", "hardly"}
        for c in token.children
        if c.i < token.i
    )


def _turn(name: str) -> tuple[int, str, float]:
    return {
        "ready": (-2, "reject", 0.75),
        "unwilling": (1, "offer", 0.6),
        "bad": (0, "consider", 0.3),
        "needed": (0, "consider", 0.3),
        "unsure": (0, "consider", 0.3),
    }[name]


def _preposition(token: Token) -> Judgement | None:
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    inner = next((c for c in token.children if c.dep_ == "prep"), None)
    if noun is None and inner is not None:
        noun = next((c for c in inner.children if c.dep_ == "pobj"), None)
    if noun is None:
        return None
    name = lexicon().phrases.get(f"{token.lower_} {noun.lemma_.lower()}")
    if name is None:
        return None
    value = {"positive": 1, "negative": -2, "neutral": 0}[name]
    act = {"positive": "offer", "negative": "reject", "neutral": "consider"}[name]
    return Judgement(value, act, 0.7, token.i)


def _noun(token: Token) -> Judgement | None:
    name = lexicon().said_of.get(token.lemma_.lower())
    no = any(c.dep_ in {"det", "neg"} and c.lower_ in {"no", "not"} for c in token.children)
    if no and token.lemma_.lower() in ROOMS and any(c.lower_ == "for" for c in token.children):
        return Judgement(2, "coop", 0.7, token.i)  # denied with the verb: "is no subject for talks"
    if name is None:
        return _with_adjective(token)
    denied = any(c.dep_ in {"det", "neg"} and c.lower_ in {"no", "not"} for c in token.children)
    if denied and token.head.lemma_ != "be":
        return Judgement(0, "consider", 0.3, token.i)
    return (
        Judgement(1, "support", 0.5, token.i)
        if name == "positive"
        else Judgement(-1, "criticise", 0.6, token.i)
    )


def _with_adjective(noun: Token) -> Judgement | None:
    """What the adjective tells in "a useful step", "an illegal act"."""
    for child in noun.children:
        name = lexicon().adjectives.get(child.lower_) if child.dep_ == "amod" else None
        if name in {"ready", "bad", "unwilling"}:
            value = 1 if name == "ready" else -1
            act = "support" if name == "ready" else "criticise"
            return Judgement(value, act, 0.5, noun.i)
    return None


def _of(said: Judgement, head: int) -> Judgement:
    return Judgement(said.value, said.act, said.weight, head, said.negated, said.worth, said.before)
