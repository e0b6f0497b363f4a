"""Requirements: what a statement says that the other side must do."""

from collections.abc import Sequence

from spacy.tokens import Token

from processors.positions.conditions import Condition
from processors.positions.negation import is_negated

DEMANDS = frozenset({"demand", "insist", "require", "stipulate"})
OBLIGATIONS = frozenset({"have", "need"})
OWN = frozenset({"i", "we", "it", "there", "this", "that"})
"""Subjects of "must" that tell what one owes oneself, or nobody."""

LONGEST = 300


def requirement_of(
    words: Sequence[Token], cue: Token | None, condition: Condition | None
) -> str | None:
    """What is demanded, in the statement's own words, or None.

    A condition without which nothing comes about ("only if", "until", "unless"), the object of a
    demand ("demanded that the port open"), or what another side must do. `words` are the
    statement's tokens in order, `cue` the verb that reports it.
    """
    if condition is not None and condition.kind in {"only", "until"}:
        return condition.text
    if cue is not None and cue.lemma_.lower() in DEMANDS and not _is_denied(cue):
        return _told(words)
    inside = {id(token.doc): set[int]() for token in words}
    for token in words:
        inside[id(token.doc)].add(token.i)
    for token in words:
        top = _demanded(token) or _obliged(token)
        if top is not None and not _is_denied(token):
            return _told([t for t in top.subtree if t.i in inside[id(token.doc)]])
    return None


def _is_denied(verb: Token) -> bool:
    return is_negated(verb, list(verb.children))


def _demanded(token: Token) -> Token | None:
    """The clause or noun that a verb of demanding has."""
    if token.lemma_.lower() not in DEMANDS or token.pos_ not in {"VERB", "AUX"}:
        return None
    wanted = {"ccomp", "xcomp", "dobj", "prep"}
    return next((child for child in token.rights if child.dep_ in wanted), None)


def _obliged(token: Token) -> Token | None:
    """The clause of "must", "have to" or "need to" whose subject is another side."""
    if token.lower_ == "must" and token.dep_ == "aux":
        clause = token.head
    elif token.lemma_ in OBLIGATIONS and token.tag_ in {"VBP", "VBZ", "VB"}:
        if not any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.rights):
            return None
        clause = token
    else:
        return None
    subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return clause if subject is not None and subject.lower_ not in OWN else None


def _told(words: Sequence[Token]) -> str | None:
    text = "".join(token.text_with_ws for token in words)
    return " ".join(text.split()).strip(" ,;:.“”‘’\"'")[:LONGEST] or None
