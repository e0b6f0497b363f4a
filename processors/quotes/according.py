"""What is reported by "according to" or "per" somebody."""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.quotes.finding import SUBJECTS, Finding


def according(token: Token) -> Iterator[Finding]:
    """The clause or sentence that the phrase beginning with this word belongs to."""
    doc = token.doc
    if token.lower_ == "per":
        to, inner = token, token
        if token.dep_ != "prep" or token.head.pos_ not in ("VERB", "AUX"):
            return
    else:
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            return
        to = doc[token.i + 1]
        inner = to
    source = next((c for c in inner.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    phrase = [t for t in source.subtree if t.i > to.i]
    until = max((t.i for t in phrase), default=source.i)
    head = _verb_above(token)
    whole = _clause_around(token, head)
    content = [t for t in whole if t.i < token.i or t.i > until]
    if token.i == whole[0].i:
        content = [t for t in whole if t.i > until]
    elif until >= whole[-1].i or doc[until + 1].text in (",", "-", "—", "–", ";", "("):
        after = [t for t in content if t.i > until]
        if after and after[0].text != ",":
            content = [t for t in content if t.i < token.i]
    yield Finding(
        tuple(content),
        (token,) if to.i == token.i else (token, to),
        source,
        0,
        0,
        "according",
        True,
        0.8,
    )


def _verb_above(token: Token) -> Token:
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return head


def _clause_around(token: Token, head: Token) -> list[Token]:
    """The sentence, or the one of its coordinate clauses that the phrase belongs to."""
    sentence = list(token.sent)
    if head.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in head.children):
        own = list(head.subtree)
        if own[0].i <= token.i:
            return own
    return [t for t in sentence if not t.is_space]
