"""The clause in which a named party speaks or acts: its words and its verb."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from processors.positions.predicates import predicate

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` tell the position; `verb` reports it, or with `deed` is the position itself."""

    words: list[Token]
    verb: Token | None
    deed: bool


def clause_of(doc: Doc, start: int, end: int) -> Clause:
    """The clause whose subject (or speaker) stands at `[start, end)` of the Doc's text."""
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    if span is None or not len(span):
        return Clause(list(doc), None, deed=False)
    named = span.root
    verb = _verb_above(named)
    if verb.pos_ not in {"VERB", "AUX"}:
        return Clause(list(verb.subtree), verb, deed=True)
    found = predicate(verb)
    if found.clause is not None and found.finite_clause:
        return Clause(list(found.clause.subtree), verb, deed=False)
    if "say" in found.classes:
        left_out = {verb.i, *(t.i for t in named.subtree)}
        return Clause([t for t in verb.sent if t.i not in left_out], None, deed=False)
    return Clause(list(verb.subtree), verb, deed=True)


def _verb_above(named: Token) -> Token:
    token = named
    for _ in range(6):
        if token.dep_ in SUBJECTS or token.dep_ == "ROOT" or token.head.i == token.i:
            break
        token = token.head
    return token.head if token.dep_ in SUBJECTS else token
