"""The words of a reported clause: without what is the reporter's, with what was hung elsewhere."""

from collections.abc import Iterable

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.finding import SUBJECTS

_ASIDE = lexicon.words("""
citing adding saying noting referring alluding quoting calling reversing
""")


_WHEN = frozenset({"after", "before", "when", "while", "since", "until", "once", "as", "though"})
"""What a clause of time may begin with: the main clause follows it, and is not reported."""


def words_of_clause(verb: Token, clause: Token) -> list[Token]:
    """What is reported by a verb whose clause it is."""
    content = without_that(clause, clause.subtree)
    content += _and_that(content)
    content = _without_main_clause(verb, content)
    return _without_participle(verb, content)


def words_beside(noun: Token, clause: Token) -> list[Token]:
    """What is reported in a noun's clause ("said in a statement that …").

    A second verb that follows at once ("would go on being paid") hangs on the noun as well.
    """
    content = without_that(clause, clause.subtree)
    for other in noun.children:
        begins = other.left_edge.i == clause.right_edge.i + 1
        if begins and other.dep_ in ("acl", "advcl") and not other.left_edge.is_punct:
            content += other.subtree
    return content


def without_that(clause: Token, tokens: Iterable[Token]) -> list[Token]:
    """The words of a clause without the "that" in front of it."""
    return [
        t
        for t in tokens
        if not (
            t.lower_ == "that"
            and (
                (t.dep_ == "mark" and (t.head.i == clause.i or t.i == clause.left_edge.i))
                or (t.tag_ == "WDT" and t.i == clause.left_edge.i)
            )
        )
    ]


def _without_main_clause(verb: Token, content: list[Token]) -> list[Token]:
    """Without the main clause that the parser took for a second one of the report.

    "Hours after X said it was over, Y left": no word joins the two, and Y is a new subject.
    """
    begins = [c for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ in _WHEN]
    if not begins or begins[0].i > verb.sent.start + 2:
        return content
    for token in sorted(content, key=lambda t: t.i):
        head = token.head
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if token.dep_ != "conj" or subject is None or any(c.dep_ == "cc" for c in head.children):
            continue
        first = subject.left_edge.i
        if token.doc[first - 1].text == ",":
            return [t for t in content if t.i < first - 1]
    return content


def _without_participle(verb: Token, content: list[Token]) -> list[Token]:
    """Without a tail that tells what the speaker did meanwhile: ", citing …", ", adding …"."""
    for token in sorted(content, key=lambda t: t.i):
        if token.tag_ != "VBG" or token.i <= verb.i:
            continue
        before = token.nbor(-1) if token.nbor(-1).pos_ != "ADV" else token.nbor(-2)
        if before.text != "," or token.lower_ not in _ASIDE:
            continue
        kept = [t for t in content if t.i < before.i]
        if kept:
            return kept
        aside = set(token.subtree)
        return [t for t in content if t not in aside and not (t.is_punct and t.i < token.i)]
    return content


def _and_that(content: list[Token]) -> list[Token]:
    """The next clause of the same report, where the parser hung it elsewhere: "…, and that …"."""
    last = max(content, key=lambda t: t.i)
    sentence = last.sent
    at = last.i + 1
    doc = last.doc
    if at < sentence.end and doc[at].text == ",":
        at += 1
    if (
        at + 1 >= sentence.end
        or doc[at].lower_ not in ("and", "but", "or")
        or doc[at + 1].lower_ != "that"
    ):
        return []
    if doc[at + 1].dep_ != "mark":
        return []
    return [t for t in doc[at + 1].head.subtree if t.i > at + 1]
