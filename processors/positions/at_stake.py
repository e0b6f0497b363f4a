"""What a position is about: the verb that tells it with its objects, without reasons and settings.

"They suspend the talks over new tariffs" is about talks. What does not belong here: which issue the
words name (`issues`), and what they say of it (`composition`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words
from processors.positions.predicates import OBJECTS

REASONS = words("reasons")
"""Prepositions and conjunctions after which stands why, when or beside what something is done."""

GROUNDS = words("grounds")
"""Nouns that make a reason of the preposition before them: "in response to"."""

HELD_OVER = words("held_over")
"""Nouns after which "over" is no reason: "control over the port"."""

MEETINGS = words("meetings")
CONTENT = words("papers") | words("carriers")
"""Nouns whose clause says what they are: "a plan to lift the ban"."""

BODIES = words("institutions")
TRANSPARENT = words("transparent") - words("papers") - {"plan", "proposal"}
TIMES = words("times")
INSIDE = frozenset({"xcomp", "ccomp", "pcomp"})
KINDS = frozenset({"compound", "amod", "nmod", "nummod"})
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class AtStake:
    """`words` in the text's order; `verbs` that tell the position, the outermost first; `objects`
    are the nouns that each acts on, and `heads` what the last of them acts on in the end: the talks
    in "ordered a suspension of the talks".
    """

    words: tuple[Token, ...]
    verbs: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    heads: tuple[Token, ...] = ()


def at_stake(said: Sequence[Token], judged: Token | None) -> AtStake:
    """What is at stake in the words `said`, whose position the predicate `judged` tells.

    All of them where no predicate does, or nothing of what it acts on stands among them.
    """
    if judged is None:
        return AtStake(tuple(said))
    inside = {(id(t.doc), t.i) for t in said} | {(id(judged.doc), judged.i)}
    objects: list[Token] = []
    verbs: list[Token] = []
    found = {t.i: t for t in _of_verb(judged, objects, verbs, 0) if (id(t.doc), t.i) in inside}
    if len(found) < 2:
        return AtStake(tuple(said), (judged,))
    named = [t for t in objects if t.i in found and not _is_time(t)]
    return AtStake(
        tuple(found[i] for i in sorted(found)),
        tuple(verbs),
        tuple(named),
        tuple(t for noun in _of_innermost(named, verbs) for t in _in_the_end(noun, 0)),
    )


def _of_innermost(objects: Sequence[Token], verbs: Sequence[Token]) -> list[Token]:
    """The objects of the innermost verb that has any."""
    for verb in reversed(verbs):
        own = [t for t in objects if verb in (t.head, t.head.head)]
        if own:
            return own
    return []


def _in_the_end(noun: Token, depth: int) -> Iterator[Token]:
    """The noun, or what it only counts or ends: "a round of talks", "the end of the truce"."""
    lemma = noun.lemma_.lower()
    counted = lemma in TRANSPARENT or lemma in lexicon().derived
    deeper = [
        behind
        for child in noun.children
        if counted and depth < DEEPEST and child.dep_ == "prep" and not gives_reason(child)
        for behind in child.children
        if behind.dep_ == "pobj"
    ]
    if not deeper:
        yield noun
    for beside in (*deeper, *(child for child in noun.children if child.dep_ == "conj")):
        yield from _in_the_end(beside, depth + 1)


def _is_time(noun: Token) -> bool:
    return (
        noun.ent_type_ in {"DATE", "TIME"}
        or noun.lemma_.lower() in TIMES - lexicon().derived.keys()
    )


def _of_verb(verb: Token, objects: list[Token], verbs: list[Token], depth: int) -> Iterator[Token]:
    if depth > DEEPEST:
        return
    yield verb
    verbs.append(verb)
    acts_on = any(child.dep_ in OBJECTS for child in verb.children)
    for child in verb.children:
        if child.dep_ == "prt":
            yield child
        elif child.dep_ in OBJECTS or child.dep_ == "acomp" or _is_thing(child):
            objects.append(child)
            yield from _of_noun(child, objects, verbs, depth + 1)
        elif child.dep_ == "prep":
            yield from _behind(child, objects, verbs, depth, thing=acts_on)
        elif (child.dep_ in INSIDE or _is_purpose(child)) and not _is_reason(child):
            yield from _of_verb(child, objects, verbs, depth + 1)


def _behind(
    prep: Token, objects: list[Token], verbs: list[Token], depth: int, *, thing: bool
) -> Iterator[Token]:
    """What stands behind a verb's preposition: its object, where it is no reason or setting."""
    if gives_reason(prep) or (thing and prep.lower_ == "for"):
        return
    yield prep
    for child in prep.children:
        if child.dep_ == "pobj":
            objects.append(child)
            yield from _of_noun(child, objects, verbs, depth + 1)
        elif child.dep_ == "pcomp":
            yield from _of_verb(child, objects, verbs, depth + 1)
        elif child.dep_ == "prep":
            yield from _behind(child, objects, verbs, depth + 1, thing=thing)


def _of_noun(noun: Token, objects: list[Token], verbs: list[Token], depth: int) -> Iterator[Token]:
    """A noun with what says which: not what talks are about, nor why and since when."""
    if depth > DEEPEST:
        return
    yield noun
    meets = noun.lemma_.lower() in MEETINGS
    for child in noun.children:
        if child.dep_ in KINDS:
            yield child
            yield from (t for t in child.children if t.dep_ in KINDS)
        elif child.dep_ == "conj" or child.dep_ in OBJECTS:
            yield from _of_noun(child, objects, verbs, depth + 1)
        elif child.dep_ == "prep" and not meets and not gives_reason(child):
            yield child
            for behind in child.children:
                if behind.dep_ in {"pobj", "pcomp"}:
                    yield from _of_noun(behind, objects, verbs, depth + 1)
        elif child.dep_ in {"acl", "relcl"} and _says_which(child, noun):
            yield from _of_verb(child, objects, verbs, depth + 1)


def _says_which(clause: Token, noun: Token) -> bool:
    """Whether a noun's clause says what it is about: "a plan to …", "a law banning …"."""
    if noun.pos_ == "PROPN":
        return clause.tag_ == "VBG" and noun.dep_ == "pobj"
    return noun.lemma_.lower() in CONTENT or _is_infinitive(clause)


def gives_reason(prep: Token) -> bool:
    """Whether a preposition begins a reason or a setting: "amid …", "in response to …"."""
    if prep.lower_ == "over" and prep.head.lemma_.lower() in HELD_OVER:
        return False
    if prep.lower_ in REASONS:
        return True
    return any(c.dep_ == "pobj" and c.lemma_.lower() in GROUNDS for c in prep.children)


def _is_reason(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in REASONS for c in clause.children)


def _is_purpose(clause: Token) -> bool:
    """An infinitive that the parser hung on as an adverbial: "moved to close the border"."""
    return clause.dep_ == "advcl" and clause.i > clause.head.i and _is_infinitive(clause)


def _is_infinitive(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _is_thing(subject: Token) -> bool:
    """Whether a subject is what the verb is about: "the tariffs take effect"."""
    return (
        subject.dep_ == "nsubj" and subject.pos_ == "NOUN" and subject.lemma_.lower() not in BODIES
    )
