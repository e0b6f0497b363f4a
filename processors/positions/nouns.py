"""What a noun is worth to whoever gets it: talks and aid are good, tariffs and raids are bad."""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words

TRANSPARENT = words("transparent")

CARRIERS = words("carriers")

RESTS = frozenset({"pause", "moratorium"})
"""What stops and is not named is fighting."""

MAX_DEPTH = 4


def worth(noun: Token, depth: int = 0) -> int:
    """The worth of a noun with what hangs on it: 1 good, -1 bad, 0 not known."""
    if depth > MAX_DEPTH:
        return 0
    words = lexicon()
    lemma = noun.lemma_.lower()
    inner = next(
        (value for value in (worth(token, depth + 1) for token in _inside(noun)) if value), 0
    )
    derived = words.derived.get(lemma)
    if derived:
        return _derived(noun, derived, inner)
    if lemma == "operation" and any(is_force(token) for token in _inside(noun)):
        return -1
    if inner < 0 and (lemma in TRANSPARENT or lemma in CARRIERS):
        return -1
    if inner and lemma in TRANSPARENT and lemma not in words.good:
        return inner
    for phrase in (*(f"{token.lemma_.lower()} {lemma}" for token in noun.lefts), lemma):
        if phrase in words.bad:
            return -1
        if phrase in words.good:
            return 1
    if noun.pos_ == "VERB" or noun.tag_ == "VBG":
        return 0
    return next((worth(token, depth + 1) for token in noun.lefts if token.dep_ == "compound"), 0)


def is_claim(noun: Token) -> bool:
    """Whether the noun is something its holder asks for or holds against somebody."""
    return noun.lemma_.lower() in lexicon().claims


def is_asked(noun: Token) -> bool:
    """Whether the noun is what somebody asks for, so that it can be weighed or granted."""
    return lexicon().derived.get(noun.lemma_.lower()) == "demand"


def turns_round(noun: Token) -> bool:
    """Whether the noun says that something ends or comes back, so that it was otherwise before."""
    return lexicon().derived.get(noun.lemma_.lower()) in {"stop", "lessen", "again"}


def is_force(noun: Token) -> bool:
    """Whether the noun names armed people or their gear."""
    lemmas = lexicon().forces
    return noun.lemma_.lower() in lemmas or any(t.lemma_.lower() in lemmas for t in _inside(noun))


def _derived(noun: Token, verb_class: str, inner: int) -> int:
    if verb_class in {"stop", "lessen"}:
        if any(is_force(token) for token in _inside(noun)):
            return 1
        if inner:
            return -inner
        alone = not any(token.dep_ == "prep" and token.lower_ == "of" for token in noun.children)
        good = noun.lemma_.lower() in {"lifting", "easing"}
        return 1 if good or (alone and noun.lemma_.lower() in RESTS) else -1
    if verb_class in {"begin", "again"}:
        return inner or 1
    return {"accept": 1, "reject": -1, "demand": -1, "threaten": -1}.get(verb_class, 0)


def _inside(noun: Token) -> Iterator[Token]:
    """What a noun is made of: what stands after its preposition, and the nouns before it."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {
            "of",
            "on",
            "in",
            "to",
            "against",
            "from",
            "for",
        }:
            yield from (token for token in child.children if token.dep_ in {"pobj", "pcomp"})
        elif child.dep_ == "compound":
            yield child
