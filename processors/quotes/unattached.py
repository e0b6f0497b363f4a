"""Reports whose clause the parser did not hang on their verb."""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.finding import Finding, make_finding, subject_of

_ADVERBIAL = 16
"""Words that may stand between a verb of telling and its clause ("in an interview with …")."""


_WHEN = lexicon.words("""
on in late early last this next monday tuesday wednesday thursday friday saturday sunday week
month year morning afternoon evening night today yesterday january february march april may
june july august september october november december
""")


def unattached(verb: Token) -> Iterator[Finding]:
    """A report whose clause the parser did not hang on its verb.

    "X said on Friday he may go": what follows the verb, if it has a verb of its own;
    "He may go, X said on Friday": what goes before, if nothing but the day follows.
    """
    source = subject_of(verb)
    if source is None:
        return
    sentence = verb.sent
    after = [t for t in verb.doc[verb.i + 1 : sentence.end] if not t.is_space]
    start = _after_adverbials(after)
    body = after[start:]
    if any(_is_finite(t) for t in body):
        if source.i < verb.i and body[0].text not in (",", ".", ":", '"'):
            yield make_finding(body, verb, source, "clause", speech=True, confidence=0.6)
        return
    left = min(t.i for t in source.subtree) if source.i < verb.i else verb.i
    before = [t for t in verb.doc[sentence.start : left] if not t.is_space]
    if _is_aside(before, after):
        rest = [t for t in after[1:] if t.i < sentence.end]
        yield make_finding(rest, verb, source, "clause", speech=True, confidence=0.6)
        return
    if len(before) > 2 and before[-1].text == "," and any(_is_finite(t) for t in before):
        yield make_finding(before[:-1], verb, source, "clause", speech=True, confidence=0.6)


def _is_aside(before: list[Token], after: list[Token]) -> bool:
    """Only what follows is reported: "It needs an order and, lawyers said, probably a ruling"."""
    return (
        len(before) > 2
        and len(after) > 2
        and before[-1].text == after[0].text == ","
        and before[-2].dep_ == "cc"
    )


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _after_adverbials(tokens: list[Token]) -> int:
    """Where the reported clause begins after a verb: behind "that", or behind "on Friday"."""
    for n, token in enumerate(tokens[:_ADVERBIAL]):
        if token.lower_ == "that":
            return n + 1
        if _is_finite(token):
            break
    n = 0
    while n < min(len(tokens), _ADVERBIAL) and (
        tokens[n].ent_type_ == "DATE"
        or tokens[n].lower_ in _WHEN
        or tokens[n].pos_ in ("ADV", "NUM")
    ):
        n += 1
    return n
