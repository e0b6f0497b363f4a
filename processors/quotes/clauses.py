"""Reported clauses that the syntax shows: "said that …", "…, he said", "the claim that …"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.according import according
from processors.quotes.chains import linked
from processors.quotes.content import words_beside, words_of_clause
from processors.quotes.finding import Finding, make_finding, subject_of
from processors.quotes.objects import infinitive_or_object
from processors.quotes.quotation import How
from processors.quotes.unattached import unattached
from processors.syntax import Sentence

_WITHOUT_SPEECH = lexicon.THOUGHT_CLAUSE | lexicon.PERSON_INFINITIVE
_WITH_INFINITIVE = lexicon.PERSON_INFINITIVE | lexicon.SPEECH_INFINITIVE


def reported_clauses(sentence: Sentence) -> Iterator[Finding]:
    """Every reported clause of one sentence, in the order of the cues."""
    found: list[Finding] = []
    for token in sentence.span:
        found += _by_cue(token)
    for finding in linked(found) if len(found) > 1 else found:
        if not _two_nouns(finding.source) and any(
            t.is_alpha or t.like_num for t in finding.content
        ):
            yield replace(finding, offset=sentence.offset, paragraph=sentence.paragraph)


def _two_nouns(source: Token | None) -> bool:
    """A noun and the subject of a clause about it, taken for one: "…, a step ministers discuss"."""
    if source is None or source.tag_ != "NNS":
        return False
    first = source.left_edge
    return (
        first.lower_ in ("a", "an")
        and all(
            t.tag_ == "NN" and t.lower_ not in lexicon.AMOUNTS
            for t in source.doc[first.i + 1 : source.i]
        )
        and source.i > first.i + 1
    )


def _by_cue(token: Token) -> Iterable[Finding]:
    part = token.pos_
    if token.lower_ in ("according", "per") and part != "PROPN":
        return according(token)
    if part in ("VERB", "AUX"):
        return _verb(token)
    return _noun(token) if part == "NOUN" else ()


def _verb(verb: Token) -> Iterator[Finding]:
    lemma = lexicon.lemma_of(verb)
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and not _is_aside(verb, c)]
    given = False
    for clause in clauses:
        finding = _clause(verb, lemma, clause)
        if finding:
            given = True
            yield finding
    if not given and verb.dep_ == "parataxis" and lemma in lexicon.SPEECH_CLAUSE:
        own = {t.i for t in verb.subtree}
        content = [t for t in verb.head.subtree if t.i not in own]
        yield make_finding(content, verb, subject_of(verb), "clause", speech=True, confidence=0.7)
        given = True
    if not given:
        others = list(infinitive_or_object(verb, lemma))
        yield from others
        if not others and lemma in lexicon.PLAIN_SPEECH:
            yield from unattached(verb)


def _is_aside(verb: Token, clause: Token) -> bool:
    """A relative clause about what was said before: "It stayed there, he said, where it was"."""
    first = clause.left_edge
    return first.i == verb.i + 2 and first.nbor(-1).text == "," and first.tag_ in ("WRB", "WDT")


def _clause(verb: Token, lemma: str, clause: Token) -> Finding | None:
    that = any(t.dep_ == "mark" and t.lower_ == "that" for t in clause.children)
    speech = lemma in lexicon.SPEECH_CLAUSE or (that and lemma not in lexicon.NO_REPORT)
    speech = speech and lemma not in lexicon.THOUGHT_CLAUSE
    if not speech and lemma not in _WITHOUT_SPEECH:
        return None
    infinitive = any(t.dep_ == "aux" and t.lower_ == "to" for t in clause.children)
    if infinitive and lemma not in _WITH_INFINITIVE:
        return None
    content = words_of_clause(verb, clause)
    how: How = "infinitive" if infinitive else "clause"
    return make_finding(
        content, verb, subject_of(verb), how, speech=speech, confidence=0.85 if speech else 0.6
    )


def _noun(noun: Token) -> Iterator[Finding]:
    in_passing = noun.head.lower_ in ("in", "by", "during") and noun.head.dep_ == "prep"
    if not in_passing and noun.lemma_.lower() not in lexicon.NOUNS:
        return
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "ccomp")
            and c.i > noun.i
            and any(t.dep_ == "mark" and t.lower_ == "that" for t in c.children)
        ),
        None,
    )
    if clause is None:
        return
    content = words_beside(noun, clause)
    verb = noun.head.head
    if in_passing and lexicon.lemma_of(verb) in lexicon.SPEECH_CLAUSE:
        yield make_finding(content, verb, subject_of(verb), "clause", speech=True, confidence=0.85)
        return
    # with a subject it is a verb that looks like a noun ("Norland claims that …")
    source = next((c for c in noun.children if c.dep_ in ("poss", "nsubj")), None)
    if source is None and noun.dep_ in ("dobj", "pobj") and noun.head.pos_ == "VERB":
        source = subject_of(noun.head)
    yield Finding(tuple(content), (noun,), source, 0, 0, "noun", True, 0.5)
