"""Reported clauses that the syntax shows: "said that …", "…, he said", "the claim that …"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.according import according
from processors.quotes.chains import linked
from processors.quotes.finding import Finding, make_finding, subject_of
from processors.quotes.objects import infinitive_or_object
from processors.quotes.quotation import How
from processors.quotes.unattached import unattached
from processors.syntax import Sentence

_CLAUSE_DEPS = frozenset({"ccomp"})


_ASIDE = lexicon.words("""
citing adding saying noting referring alluding quoting calling reversing
""")


def reported_clauses(sentence: Sentence) -> Iterator[Finding]:
    """Every reported clause of one sentence, in the order of the cues."""
    found = [f for token in sentence.span for f in _by_cue(token)]
    for finding in linked(found) if len(found) > 1 else found:
        if any(t.is_alpha or t.like_num for t in finding.content):
            yield replace(finding, offset=sentence.offset, paragraph=sentence.paragraph)


def _by_cue(token: Token) -> Iterator[Finding]:
    if token.lower_ in ("according", "per") and token.pos_ != "PROPN":
        yield from according(token)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _verb(token)
    elif token.pos_ == "NOUN":
        yield from _noun(token)


def _without_that(clause: Token, tokens: Iterable[Token]) -> list[Token]:
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


def _verb(verb: Token) -> Iterator[Finding]:
    lemma = lexicon.lemma_of(verb)
    clauses = [c for c in verb.children if c.dep_ in _CLAUSE_DEPS]
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


def _clause(verb: Token, lemma: str, clause: Token) -> Finding | None:
    that = any(t.dep_ == "mark" and t.lower_ == "that" for t in clause.children)
    speech = lemma in lexicon.SPEECH_CLAUSE or (that and lemma not in lexicon.NO_REPORT)
    speech = speech and lemma not in lexicon.THOUGHT_CLAUSE
    if not speech and lemma not in lexicon.THOUGHT_CLAUSE | lexicon.PERSON_INFINITIVE:
        return None
    infinitive = any(t.dep_ == "aux" and t.lower_ == "to" for t in clause.children)
    if infinitive and lemma not in lexicon.PERSON_INFINITIVE | lexicon.SPEECH_INFINITIVE:
        return None
    content = _without_that(clause, clause.subtree)
    content += _and_that(content)
    content = _without_participle(verb, content)
    how: How = "infinitive" if infinitive else "clause"
    return make_finding(
        content, verb, subject_of(verb), how, speech=speech, confidence=0.85 if speech else 0.6
    )


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


def _noun(noun: Token) -> Iterator[Finding]:
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
    in_passing = noun.head.lower_ in ("in", "by", "during") and noun.head.dep_ == "prep"
    if not in_passing and noun.lemma_.lower() not in lexicon.NOUNS:
        return
    content = _without_that(clause, clause.subtree)
    verb = noun.head.head
    if in_passing and lexicon.lemma_of(verb) in lexicon.SPEECH_CLAUSE:
        yield make_finding(content, verb, subject_of(verb), "clause", speech=True, confidence=0.85)
        return
    source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None and noun.dep_ in ("dobj", "pobj") and noun.head.pos_ == "VERB":
        source = subject_of(noun.head)
    yield Finding(tuple(content), (noun,), source, 0, 0, "noun", True, 0.5)
