"""Reported clauses that the syntax shows: "said that …", "…, he said", "according to …"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.quotation import How, Span
from processors.syntax import Sentence

_CLAUSE_DEPS = frozenset({"ccomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BORROW_SUBJECT = frozenset({"conj", "xcomp", "advcl", "acl", "ccomp", "pcomp", "dep", "prep"})
_WH = frozenset("whether if how why what when where who which".split())


@dataclass(frozen=True)
class Finding:
    """A reported clause, in tokens of one parse: who reports (`source`), by which `cue`, what."""

    content: tuple[Token, ...]
    cue: tuple[Token, ...]
    source: Token | None
    offset: int
    paragraph: int
    how: How
    speech: bool
    confidence: float

    def spans(self) -> list[Span]:
        """The content's spans in the article: runs of tokens, cut only where other words stand between."""
        return runs(self.content, self.offset)


def runs(tokens: Iterable[Token], offset: int) -> list[Span]:
    """Spans of tokens that follow each other, joined over punctuation that stands alone between them."""
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


def reported_clauses(sentence: Sentence) -> Iterator[Finding]:
    """Every reported clause of one sentence, in the order of the cues."""
    for token in sentence.span:
        for finding in _by_cue(token):
            if any(t.is_alpha or t.like_num for t in finding.content):
                yield replace(finding, offset=sentence.offset, paragraph=sentence.paragraph)


def _by_cue(token: Token) -> Iterator[Finding]:
    if token.lower_ in ("according", "per") and token.pos_ not in ("PROPN",):
        yield from _according(token)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _verb(token)
    elif token.pos_ == "NOUN":
        yield from _noun(token)


def _finding(
    content: Iterable[Token],
    cue: Token,
    source: Token | None,
    how: How,
    *,
    speech: bool,
    confidence: float,
    extra: tuple[Token, ...] = (),
) -> Finding:
    return Finding(tuple(content), (*cue_words(cue), *extra), source, 0, 0, how, speech, confidence)


def cue_words(verb: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particles."""
    with_it = [t for t in verb.children if t.dep_ in ("aux", "auxpass", "neg", "prt")]
    return sorted([*with_it, verb], key=lambda t: t.i)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it depends on.

    For a passive it is the agent ("was told by …"), as the subject does not speak.
    """
    seen = 0
    at = verb
    while seen < 6:
        agent = next((c for c in at.children if c.dep_ == "agent"), None)
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in at.children)
        if passive and at is verb:
            return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent else None
        for child in at.children:
            if child.dep_ in _SUBJECTS and child.i != verb.i and child.pos_ not in ("VERB",):
                return child
        if at.dep_ in ("relcl", "acl") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return at.head
        if at.dep_ not in _BORROW_SUBJECT or at.head.i == at.i:
            break
        at = at.head
        seen += 1
    return _noun_before(verb)


def _noun_before(verb: Token) -> Token | None:
    """The noun that a finite verb follows, over a clause between commas: "X, who leads it, said"."""
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
    if i < first or doc[i].pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    head = doc[i]
    while head.dep_ in ("compound", "flat") and head.head.i > head.i and head.head.i < verb.i:
        head = head.head
    return head


def _without_that(clause: Token, tokens: Iterable[Token]) -> list[Token]:
    return [
        t
        for t in tokens
        if not (
            t.dep_ == "mark"
            and t.lower_ == "that"
            and (t.head.i == clause.i or t.i == clause.left_edge.i)
        )
    ]


def _verb(verb: Token) -> Iterator[Finding]:
    lemma = verb.lemma_.lower()
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
        yield _finding(content, verb, subject_of(verb), "clause", speech=True, confidence=0.7)
        given = True
    if not given:
        others = list(_infinitive_or_object(verb, lemma))
        yield from others
        if not others and lemma in lexicon.PLAIN_SPEECH:
            yield from _unparsed(verb)


def _unparsed(verb: Token) -> Iterator[Finding]:
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
            yield _finding(body, verb, source, "clause", speech=True, confidence=0.6)
        return
    left = min(t.i for t in source.subtree) if source.i < verb.i else verb.i
    before = [t for t in verb.doc[sentence.start : left] if not t.is_space]
    if len(before) > 2 and before[-1].text == "," and any(_is_finite(t) for t in before):
        yield _finding(before[:-1], verb, source, "clause", speech=True, confidence=0.6)


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


_ADVERBIAL = 16
"""Words that may stand between a verb of telling and its clause ("in an interview with …")."""

_WHEN = frozenset(
    """
on in late early last this next monday tuesday wednesday thursday friday saturday sunday week month
year morning afternoon evening night today yesterday january february march april may june july
august september october november december
""".split()
)


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
    return _finding(
        content, verb, subject_of(verb), how, speech=speech, confidence=0.85 if speech else 0.6
    )


_ASIDE = frozenset(
    "citing adding saying noting referring alluding quoting calling reversing".split()
)


def _without_participle(verb: Token, content: list[Token]) -> list[Token]:
    """Without a tail that tells what the speaker did meanwhile: ", citing …", ", adding …"."""
    for token in sorted(content, key=lambda t: t.i):
        if token.tag_ != "VBG" or token.i <= verb.i:
            continue
        before = token.nbor(-1) if token.nbor(-1).pos_ != "ADV" else token.nbor(-2)
        if before.text == "," and token.lower_ in _ASIDE:
            return [t for t in content if t.i < before.i]
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


def _infinitive_or_object(verb: Token, lemma: str) -> Iterator[Finding]:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    infinitives = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
    speech = lemma in lexicon.SPEECH_INFINITIVE | lexicon.SPEECH_OBJECT | lexicon.PERSON_INFINITIVE
    for clause in infinitives:
        if clause.lemma_.lower() in lexicon.HIDING:
            return
        to = any(t.lower_ == "to" and t.dep_ == "aux" for t in clause.children)
        if objects and to and lemma in lexicon.PERSON_INFINITIVE:
            content = [*objects[-1].subtree, *clause.subtree]
            yield _finding(
                content, verb, subject_of(verb), "infinitive", speech=speech, confidence=0.6
            )
            return
        passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if to and passive is not None and lemma in lexicon.RAISING:
            content = [*passive.subtree, *clause.subtree]
            yield _finding(
                content, verb, subject_of(verb), "infinitive", speech=True, confidence=0.5
            )
            return
        if to and lemma in lexicon.SPEECH_INFINITIVE | lexicon.THOUGHT_INFINITIVE:
            thought = lemma not in lexicon.SPEECH_INFINITIVE
            yield _finding(
                clause.subtree,
                verb,
                subject_of(verb),
                "infinitive",
                speech=not thought,
                confidence=0.5,
            )
            return
    for preposition in verb.children:
        if preposition.dep_ in ("prep", "agent") and preposition.lower_ in lexicon.PREPOSITIONS.get(
            lemma, ()
        ):
            content = [t for t in preposition.subtree if t.i != preposition.i]
            if preposition.lower_ in ("on", "upon") and infinitives:
                content += [t for t in infinitives[0].subtree]
            yield _finding(
                content,
                verb,
                subject_of(verb),
                "object",
                speech=speech,
                confidence=0.5,
                extra=(preposition,),
            )
            return
    if objects and lemma in lexicon.SPEECH_OBJECT | lexicon.THOUGHT_OBJECT:
        yield _finding(
            _object_and_complement(verb, objects[-1]),
            verb,
            subject_of(verb),
            "object",
            speech=lemma in lexicon.SPEECH_OBJECT,
            confidence=0.45,
        )


_COMPLEMENTS = frozenset("for of as to with".split())


def _object_and_complement(verb: Token, thing: Token) -> list[Token]:
    """The object, and what is said of it: "accused the army of looting", "called it a mistake"."""
    content = list(thing.subtree)
    for child in verb.children:
        if child.i > thing.i and (
            (child.dep_ == "prep" and child.lower_ in _COMPLEMENTS)
            or child.dep_ in ("oprd", "xcomp", "acomp", "attr")
        ):
            content += list(child.subtree)
    return content


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
    if in_passing and verb.lemma_.lower() in lexicon.SPEECH_CLAUSE:
        yield _finding(content, verb, subject_of(verb), "clause", speech=True, confidence=0.85)
        return
    source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None and noun.dep_ in ("dobj", "pobj") and noun.head.pos_ in ("VERB",):
        source = subject_of(noun.head)
    yield Finding(tuple(content), (noun,), source, 0, 0, "noun", True, 0.5)


def _according(token: Token) -> Iterator[Finding]:
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
    if head.dep_ == "conj" and any(c.dep_ in _SUBJECTS for c in head.children):
        own = list(head.subtree)
        if own[0].i <= token.i:
            return own
    return [t for t in sentence if not t.is_space]
