"""What verbs of speech make of their complement: agreeing to it, asking for it, refusing it.

One function for each class of `lexicon/verbs.toml` that is done with words.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.positions.lexicon import words
from processors.positions.nouns import is_asked, is_claim
from processors.positions.predicates import Predicate
from processors.positions.reading import Effect, Judgement

PROCESS = words("process")
CALLS = frozenset({"call", "call on", "call upon", "ask", "urge", "appeal", "beg", "plead"})
DENIABLE = words("deniable")
PAPERS = words("papers")


def _accept(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if inner is not None:
        if inner.value < 0:
            return inner.value, 0.8 * max(inner.weight, 0.6), inner.before
        if (
            found.key
            in {"decide", "resolve", "choose", "elect", "opt", "confirm", "reaffirm", "affirm"}
            and inner.value == 0
        ):
            return 0, 0.2, None
        return 2, 0.85, inner.before
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


def _support(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if obj < 0 or (inner is not None and inner.value < 0):
        return -1, 0.5, None
    return 1, 0.75, None


def _offer(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if inner is not None:
        if inner.value < 0:
            return -2, max(0.75 * max(inner.weight, 0.5), 0.62 if inner.weight > 0.7 else 0), None
        known = inner.value > 0 or found.key in {"offer", "propose"}
        return 1, 0.8 if known else 0.3, None
    if obj < 0:
        return -2, 0.65, None
    strong = found.key in {"offer", "propose", "invite"} or " " in found.key or obj > 0
    return 1, 0.8 if strong else 0.3, None


def _demand(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    noun = found.obj.lemma_.lower() if found.obj is not None else ""
    same_actor = found.clause is not None and not any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in found.clause.children
    )
    if found.key in {"want", "wish", "need", "like"} and _to_know(found):
        return -1, 0.65, None
    if found.key in {"want", "wish", "seek", "expect"} and inner is not None and same_actor:
        if inner.value < 0:
            return -1, 0.6, None
        return (1, 0.6, None) if inner.value > 0 else (0, 0.3, None)
    if noun in PROCESS and found.key not in {"demand", "require", "need"}:
        return 1, 0.7, None
    if inner is not None and inner.act in {"coop", "accept"} and _about_process(inner, found):
        return 1, 0.5, None
    if inner is not None and inner.negated and inner.value >= 0 and found.key in CALLS:
        return 1, 0.65, None  # "called on them not to leave"
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
    if head.dep_ == "ccomp" and found.clause is not None and head.i != found.clause.i:
        return False
    return any(t.lemma_.lower() in PROCESS for t in _of_itself(head)) or head.lemma_ in {
        "talk",
        "negotiate",
    }


def _of_itself(head: Token) -> Iterator[Token]:
    """A verb with its objects, not what further clauses tell beside it."""
    yield head
    for child in head.children:
        if child.dep_ not in {"ccomp", "relcl", "advcl", "acl", "parataxis", "pcomp"}:
            yield from _of_itself(child)


def _to_know(found: Predicate) -> bool:
    """Whether something is to be shown first: "want to see how the money was spent"."""
    clause = found.clause
    return (
        clause is not None
        and clause.lemma_.lower() in {"see", "know", "hear", "understand", "learn"}
        and any(c.dep_ == "ccomp" for c in clause.children)
    )


def _consider(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if obj < 0 or (inner is not None and inner.value < 0):
        asked = found.obj is not None and is_asked(found.obj)
        return (0, 0.6, None) if asked else (-1, 0.65 if obj < 0 else 0.4, None)
    return 0, 0.6, None


def _criticise(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    if found.key == "warn" and inner is not None and inner.value == -2:
        return -2, 0.7, None
    return -1, 0.8, None


def _reject(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
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


def _threaten(found: Predicate, inner: Judgement | None, obj: int) -> Effect:
    return -2, 0.85 if found.key != "escalate" else 0.5, None


SPEECH = {
    "accept": _accept,
    "support": _support,
    "offer": _offer,
    "demand": _demand,
    "consider": _consider,
    "criticise": _criticise,
    "reject": _reject,
    "threaten": _threaten,
}
