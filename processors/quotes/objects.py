"""What is reported as an infinitive or an object: "refused to …", "rejected …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.finding import Finding, make_finding, subject_of

_COMPLEMENTS = lexicon.words("""
for of as to with
""")

_SPEECH = lexicon.SPEECH_INFINITIVE | lexicon.SPEECH_OBJECT | lexicon.PERSON_INFINITIVE
_OBJECTS = lexicon.SPEECH_OBJECT | lexicon.THOUGHT_OBJECT
_INFINITIVES = lexicon.SPEECH_INFINITIVE | lexicon.THOUGHT_INFINITIVE
_VERBS = _SPEECH | _OBJECTS | _INFINITIVES | lexicon.RAISING | lexicon.PREPOSITIONS.keys()
"""All verbs that report so: most verbs of a text need no further look."""


def infinitive_or_object(verb: Token, lemma: str) -> Iterator[Finding]:
    """What this verb reports without a finite clause: at most one finding."""
    if lemma not in _VERBS:
        return
    done = _passive(verb, lemma)
    if done is not None:
        yield done
        return
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    infinitives = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
    speech = lemma in _SPEECH
    for clause in infinitives:
        if clause.lemma_.lower() in lexicon.HIDING:
            return
        to = any(t.lower_ == "to" and t.dep_ == "aux" for t in clause.children)
        if objects and to and lemma in lexicon.PERSON_INFINITIVE:
            content = [*objects[-1].subtree, *clause.subtree]
            yield make_finding(
                content, verb, subject_of(verb), "infinitive", speech=speech, confidence=0.6
            )
            return
        passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if to and passive is not None and lemma in lexicon.RAISING:
            content = [*passive.subtree, *clause.subtree]
            yield make_finding(
                content, verb, subject_of(verb), "infinitive", speech=True, confidence=0.5
            )
            return
        if to and lemma in _INFINITIVES:
            thought = lemma not in lexicon.SPEECH_INFINITIVE
            yield make_finding(
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
                content += list(infinitives[0].subtree)
            yield make_finding(
                content,
                verb,
                subject_of(verb),
                "object",
                speech=speech,
                confidence=0.5,
                extra=(preposition,),
            )
            return
    if objects and lemma in _OBJECTS:
        yield make_finding(
            _object_and_complement(verb, objects[-1]),
            verb,
            subject_of(verb),
            "object",
            speech=lemma in lexicon.SPEECH_OBJECT,
            confidence=0.45,
        )


def _passive(verb: Token, lemma: str) -> Finding | None:
    """What is the subject of a passive that names who speaks: "the plan was denounced by X"."""
    if lemma not in lexicon.SPEECH_OBJECT:
        return None
    thing = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if thing is None or not any(c.dep_ == "agent" for c in verb.children):
        return None
    source = subject_of(verb)
    if source is None or thing.pos_ == "PRON":
        return None
    content = list(thing.subtree)
    for child in verb.rights:
        if (child.dep_ == "prep" and child.lower_ in _COMPLEMENTS) or child.dep_ == "oprd":
            content += list(child.subtree)
    return make_finding(content, verb, source, "object", speech=True, confidence=0.5)


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
