"""A reported clause found in the syntax, and the subject and words of its cue."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from processors.quotes import lexicon, titles
from processors.quotes.quotation import How, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


_BORROW_SUBJECT = frozenset({"conj", "xcomp", "advcl", "acl", "ccomp", "pcomp", "dep", "prep"})


@dataclass(frozen=True)
class Finding:
    """A reported clause, in tokens of one parse: who reports (`source`), by which `cue`, what.

    `via` is who passed it on, where the text names both.
    """

    content: tuple[Token, ...]
    cue: tuple[Token, ...]
    source: Token | None
    offset: int
    paragraph: int
    how: How
    speech: bool
    confidence: float
    via: Token | None = None

    def spans(self) -> list[Span]:
        """The content's spans in the article: runs of tokens, cut where others stand between."""
        return runs(self.content, self.offset)


def runs(tokens: Iterable[Token], offset: int) -> list[Span]:
    """Spans of tokens that follow each other, joined over punctuation between them."""
    found: list[list[int]] = []
    last: Token | None = None
    for token in sorted(set(tokens), key=lambda t: t.i):
        start, end = offset + token.idx, offset + token.idx + len(token)
        if last is not None and _only_punctuation_between(last, token):
            found[-1][1] = end
        else:
            found.append([start, end])
        last = token
    return [(a, b) for a, b in found]


def _only_punctuation_between(left: Token, right: Token) -> bool:
    doc = left.doc
    return all(doc[i].is_punct or doc[i].is_space for i in range(left.i + 1, right.i))


def make_finding(
    content: Iterable[Token],
    cue: Token,
    source: Token | None,
    how: How,
    *,
    speech: bool,
    confidence: float,
    extra: tuple[Token, ...] = (),
) -> Finding:
    """A finding whose place in the article is still to be filled in."""
    return Finding(tuple(content), (*cue_words(cue), *extra), source, 0, 0, how, speech, confidence)


def cue_words(verb: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particles."""
    with_it = [t for t in verb.children if t.dep_ in ("aux", "auxpass", "neg", "prt")]
    return sorted([*with_it, verb], key=lambda t: t.i)


def is_listening(verb: Token) -> bool:
    """A passive whose subject is told or asked: "she was asked", "Asked whether …, she said"."""
    loose = verb.tag_ == "VBD" and verb.dep_ == "advcl"
    if not (verb.tag_ == "VBN" or loose) or lexicon.lemma_of(verb) not in lexicon.ADDRESSED:
        return False
    around = {c.dep_ for c in verb.children}
    return bool(around & {"auxpass", "nsubjpass"}) or not around & {"aux", "nsubj"}


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it depends on.

    For a passive it is the agent ("was told by …"), as the subject does not speak.
    """
    seen = 0
    at = verb
    while seen < 6:
        agent = next((c for c in at.children if c.dep_ == "agent"), None)
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in at.children) or is_listening(at)
        if passive and at is verb:
            return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent else None
        for child in at.children:
            if (
                child.dep_ in SUBJECTS
                and child.i != verb.i
                and (child.pos_ != "VERB" or child.is_title)  # a name that is also a verb
                and not child.is_punct
                and child.tag_ != "IN"
                and (at is verb or can_speak(child) or not _is_nested(at))
            ):
                return child
        if at.dep_ in ("relcl", "acl") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
            issuer = _issuer(at)
            return issuer if issuer is not None else at.head
        if at.dep_ not in _BORROW_SUBJECT or at.head.i == at.i:
            break
        at = at.head
        seen += 1
    return _noun_before(verb)


_ISSUES = frozenset({"issue", "release", "publish", "send", "post", "tweet", "make", "give"})


def _issuer(participle: Token) -> Token | None:
    """Who issued what says something: "X issued a statement saying …"."""
    thing = participle.head
    verb = thing.head
    if participle.tag_ != "VBG" or thing.dep_ != "dobj" or verb.lemma_ not in _ISSUES:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj" and can_speak(c)), None)


def can_speak(noun: Token) -> bool:
    """Whether a subject is somebody: by a name, a pronoun or a noun for people or bodies."""
    word = noun.lower_
    return (
        noun.pos_ in ("PROPN", "PRON")
        or titles.is_person_noun(word)
        or word in titles.ENTERPRISES
        or word in titles.DOCUMENTS
        or word in titles.ORGANISATION_WORDS
    )


def _is_nested(clause: Token) -> bool:
    """A clause inside another one, whose subject may have been meant instead."""
    return clause.dep_ in ("ccomp", "advcl")


def _noun_before(verb: Token) -> Token | None:
    """The noun that a finite verb follows, also before a clause in commas ("X, who left, said")."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    while i > first and doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i > first and doc[i].text == ",":
        i -= 1
        while i > first and doc[i].text not in (",", '"'):
            i -= 1
        i -= 1
    if i < first or doc[i].pos_ not in ("PROPN", "NOUN", "PRON") or doc[i].is_punct:
        return None
    head = doc[i]
    while head.dep_ in ("compound", "flat") and head.head.i > head.i and head.head.i < verb.i:
        head = head.head
    return head
