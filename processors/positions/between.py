"""How one actor's deed or word reaches another in a sentence, as named features.

Verbs from the actor up and down to the other, what hangs on them, denial and mood; and the words
with both actors and all names masked. Weights are learned for these features (`linear`); names and
numbers are none: the weights know language, not the world.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from spacy.tokens import Doc, Token

DENIALS = frozenset({"not", "n't", "no", "never", "neither", "nor", "without"})
OBJECTS = frozenset({"dobj", "attr", "nsubjpass", "acomp", "oprd"})
INNER = frozenset({"xcomp", "ccomp", "pcomp"})
OUTER = frozenset({"xcomp", "ccomp", "conj", "advcl"})
MOODS = frozenset({"will", "would", "shall", "may", "might", "could", "'ll", "wo"})
CONDITIONS = frozenset({"if", "unless", "until"})
DEEPEST = 40
"""Steps up a tree before it is given up: no sentence of news is deeper."""

Place = tuple[int, int]
"""Characters of the Doc's text: where an actor is named."""


def features(doc: Doc, actor: Place | None, other: Place | None) -> list[str]:
    """The features of what `actor` does towards `other`; either may be missing."""
    mine, theirs = _tokens(doc, actor), _tokens(doc, other)
    return [*_chain(doc, mine, theirs), *_words(doc, mine, theirs)]


def _tokens(doc: Doc, place: Place | None) -> frozenset[int]:
    if place is None:
        return frozenset()
    span = doc.char_span(*place, alignment_mode="expand")
    return frozenset(t.i for t in span) if span is not None else frozenset()


def _chain(doc: Doc, mine: frozenset[int], theirs: frozenset[int]) -> Iterator[str]:
    """The verbs that join the two, and what hangs on each."""
    actor, other = _head(doc, mine), _head(doc, theirs)
    governor = None
    if actor is not None:
        role, governor = _governor(actor)
        yield f"role:{role}"
    if governor is None and other is not None:
        governor = _governor(other)[1]
    if governor is None:
        governor = next((t for t in doc if t.dep_ == "ROOT"), None)
    if governor is None:
        return
    verbs = [governor]
    path = _path(other, governor) if other is not None else None
    if other is not None:
        yield from _towards(other, path, mine | theirs)
        verbs += [t for t in path or () if _is_verb(t)]
    outer = governor
    while outer.dep_ in OUTER and outer.head is not outer and _is_verb(outer.head):
        outer = outer.head
        yield f"under:{_word(outer)}"
    inner = _inner(governor)
    yield from (f"inner:{_word(verb)}" for verb in inner)
    first = _word(governor)
    yield f"verb one:{first}"
    for verb in {v.i: v for v in [*verbs, *inner]}.values():
        if verb is not governor:
            yield f"verbs:{first}>{_word(verb)}"
        yield f"verb:{_word(verb)}"
        for child in verb.children:
            yield from _hanging(_word(verb), child, mine, theirs)


def _towards(other: Token, path: list[Token] | None, named: frozenset[int]) -> Iterator[str]:
    """The way from the verb to the other; they stand apart where there is none."""
    if path is None:
        yield "apart"
        verb = _governor(other)[1]
        if verb is not None:
            yield f"their verb:{_word(verb)}"
        return
    for token in path:
        if _is_verb(token):
            yield f"path verb:{_word(token)}"
        elif token.pos_ in {"NOUN", "ADJ"} and token.i not in named:
            yield f"path noun:{_word(token)}"
        elif token.pos_ == "ADP" or token.dep_ == "prt":
            yield f"path word:{_word(token)}"
    yield "path:" + ">".join(t.dep_ for t in path[:5])
    yield f"their role:{other.dep_}:{_word(other.head)}"


def _inner(governor: Token) -> list[Token]:
    """Verbs in its complements, three levels down."""
    out: list[Token] = []
    level = [governor]
    for _ in range(3):
        level = [c for v in level for c in v.children if c.dep_ in INNER and _is_verb(c)]
        out += level
    return out


def _hanging(
    verb: str, child: Token, mine: frozenset[int], theirs: frozenset[int]
) -> Iterator[str]:
    """What one child says of its verb."""
    word = "OTHER" if child.i in theirs else _word(child)
    if child.dep_ in OBJECTS and child.i not in mine:
        yield from _object(verb, word, child, theirs)
    elif child.dep_ in {"prep", "agent", "dative"}:
        yield f"with:{verb}>{_word(child)}"
        for noun in child.children:
            last = "OTHER" if noun.i in theirs else _word(noun)
            yield f"with:{verb}>{_word(child)}>{last}"
            yield f"noun:{last}"
    elif child.dep_ == "prt":
        yield f"particle:{verb}>{word}"
    elif child.dep_ == "advcl":
        yield f"while:{word}"
    elif child.dep_ == "conj" and _is_verb(child):
        yield f"and:{word}"
    else:
        yield from _mood(verb, child)


def _mood(verb: str, child: Token) -> Iterator[str]:
    if child.dep_ == "neg" or child.lower_ in DENIALS:
        yield "denied"
        yield f"denied:{verb}"
    elif child.dep_ == "aux":
        yield f"aux:{_word(child)}"
        if child.lower_ in MOODS:
            yield "mood"
            yield f"mood:{verb}"
    elif child.dep_ == "auxpass":
        yield "passive"


def _object(verb: str, word: str, noun: Token, theirs: frozenset[int]) -> Iterator[str]:
    yield f"object:{verb}>{word}"
    yield f"object:{word}"
    for inside in noun.children:
        if inside.dep_ in {"compound", "amod"} and inside.i not in theirs:
            yield f"kind:{_word(inside)}"
        elif inside.dep_ == "prep":
            for deeper in inside.children:
                last = "OTHER" if deeper.i in theirs else _word(deeper)
                yield f"object of:{verb}>{word}>{_word(inside)}>{last}"
                if deeper.i not in theirs:
                    yield f"of:{last}"


def _words(doc: Doc, mine: frozenset[int], theirs: frozenset[int]) -> Iterator[str]:
    """Words and pairs of words of the sentence, those between the two actors once more."""
    masked = _masked(doc, mine, theirs)
    for word in masked:
        yield f"w:{word}"
    for one, two in pairwise(masked):
        yield f"p:{one} {two}"
    inside = _between(masked)
    for word in inside:
        yield f"bw:{word}"
        stem = word[:5]
        if len(word) > 5:
            yield f"bs:{stem}"
    for one, two in pairwise(inside):
        yield f"bp:{one} {two}"
    for i in range(len(inside) - 2):
        yield "bt:" + " ".join(inside[i : i + 3])
    if any(t.lower_ in CONDITIONS for t in doc):
        yield "condition"


def _masked(doc: Doc, mine: frozenset[int], theirs: frozenset[int]) -> list[str]:
    out: list[str] = []
    for token in doc:
        if token.is_space:
            continue
        word = "ACTOR" if token.i in mine else "OTHER" if token.i in theirs else _word(token)
        if out and word == out[-1] and word in {"ACTOR", "OTHER", "NAME"}:
            continue
        out.append(word)
    return out


def _between(masked: Sequence[str]) -> Sequence[str]:
    if "ACTOR" not in masked:
        return masked[:12]
    first = masked.index("ACTOR")
    if "OTHER" not in masked:
        return masked[first : first + 12]
    second = masked.index("OTHER")
    if first < second:
        return masked[first : second + 4]
    return masked[second : first + 6]


def _head(doc: Doc, inside: frozenset[int]) -> Token | None:
    """The token of a name that the rest of it hangs on."""
    tokens = [doc[i] for i in sorted(inside)]
    outer = (t for t in tokens if t.head.i not in inside or t.head.i == t.i)
    return next(outer, tokens[0] if tokens else None)


def _governor(token: Token) -> tuple[str, Token | None]:
    """The verb that a name stands under, and the name's role there."""
    role = token.dep_
    for above in islice(token.ancestors, DEEPEST):
        if _is_verb(above):
            if above.dep_ in {"aux", "auxpass"}:
                return role, above.head
            return role, above
        role = above.dep_
    return role, None


def _path(token: Token, top: Token) -> list[Token] | None:
    """From below `top` down to above `token`; None where it does not hang under `top`."""
    out: list[Token] = []
    for above in islice(token.ancestors, DEEPEST):
        if above.i == top.i:
            return out[::-1]
        out.append(above)
    return None


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def _word(token: Token) -> str:
    if token.pos_ == "PROPN":
        return "NAME"
    if token.pos_ == "NUM" or token.like_num:
        return "NUMBER"
    return token.lemma_.lower()
