"""What a predicate is: its class in the lexicon, its subject and its complement."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words
from processors.positions.lexicon.loading import VerbClass
from processors.positions.negation import is_negated, is_no_longer, modal_of

OBJECTS = ("dobj", "nsubjpass", "obj", "attr", "oprd", "dative")
OTHERWISE: frozenset[VerbClass] = frozenset({"stop", "lessen", "consider"})
"""What these verbs do to a thing they do not do to a clause: "recalled him", "recalled that"."""

THAT_CLAUSES = frozenset({"ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with what decides its worth; tokens are those of its Doc."""

    token: Token
    classes: tuple[VerbClass, ...]
    key: str
    obj: Token | None
    clause: Token | None
    finite_clause: bool
    negated: bool
    no_longer: bool
    modal: str | None
    subject: Token | None
    passive: bool
    perfect: bool


def predicate(token: Token) -> Predicate:
    """The predicate that `token`, a verb, heads."""
    children = list(token.children)
    key, classes, partner = _class_of(token, children)
    clause = next((c for c in children if c.dep_ in THAT_CLAUSES and c.i > token.i), None)
    finite = clause is not None
    if clause is None:
        clause = next((c for c in children if c.dep_ == "xcomp"), None) or next(
            (g for c in children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"), None
        )
        if clause is None:
            clause = _purpose(children, token)
    subject = next((c for c in children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}), None)
    if subject is None and token.dep_ == "conj":
        subject = next(
            (c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i),
            None,
        )
    return Predicate(
        token=token,
        classes=classes,
        key=key,
        obj=_object(token, children, partner),
        clause=clause,
        finite_clause=finite,
        negated=is_negated(token, children),
        no_longer=is_no_longer(children),
        modal=modal_of(token, children),
        subject=subject,
        perfect=any(c.dep_ == "aux" and c.lemma_ == "have" for c in children),
        passive=any(c.dep_ in {"auxpass", "nsubjpass"} for c in children),
    )


def subject_of(token: Token) -> Token | None:
    """Who does what a verb says, also where the verb shares its subject with another one."""
    seen = token
    for _ in range(4):
        for child in seen.children:
            if child.dep_ == "agent":
                return next(iter(child.children), None)
        for child in seen.children:
            if child.dep_ in {"nsubj", "nsubjpass", "expl"}:
                return child
        if seen.dep_ in {"conj", "xcomp"} and seen.head.pos_ in {"VERB", "AUX"}:
            seen = seen.head
        else:
            return None
    return None


def _class_of(
    token: Token, children: list[Token]
) -> tuple[str, tuple[VerbClass, ...], Token | None]:
    words = lexicon()
    lemma = token.lemma_.lower()
    plain = words.verbs.get(lemma, ())[:1]
    if (
        f"{lemma} that" in words.verbs
        and OTHERWISE.intersection(plain)
        and any(c.dep_ == "ccomp" for c in children)
    ):
        return f"{lemma} that", words.verbs[f"{lemma} that"], None
    if lemma not in words.verbs and f"{lemma}e" in words.verbs:
        lemma += "e"  # the model's lemma of "hopes" is "hop"
    found = words.partners.get(lemma)
    if found:
        for child in _near(children):
            for name in (child.lower_, child.lemma_.lower()):
                if name in found:
                    return f"{lemma} {name}", words.verbs[f"{lemma} {name}"], child
    return lemma, words.verbs.get(lemma, ()), None


def _near(children: list[Token]) -> Iterator[Token]:
    """Particles first, then objects and prepositions with their nouns, all after the verb."""
    wanted = (
        "prt",
        "advmod",
        "prep",
        "dobj",
        "obj",
        "attr",
        "acomp",
        "dative",
        "nsubjpass",
        "mark",
    )
    for dep in wanted:
        for child in children:
            if child.dep_ == dep:
                yield child
    for child in children:
        if child.dep_ == "prep":
            yield from (g for g in child.children if g.dep_ == "pobj")


def _object(token: Token, children: list[Token], partner: Token | None) -> Token | None:
    for dep in OBJECTS:
        for child in children:
            if child.dep_ == dep and child is not partner:
                return child
    if (
        token.dep_ in {"acl", "relcl"}
        and token.tag_ == "VBN"
        and token.head.pos_ in {"NOUN", "PROPN"}
    ):
        return token.head
    if partner is not None and partner.dep_ in {"dobj", "obj"}:
        return next(
            (
                g
                for c in partner.children
                if c.dep_ == "prep"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
    wanted = [c for c in children if c.dep_ in {"prep", "prt"}]
    for prep in wanted:
        for grandchild in prep.children:
            if grandchild.dep_ == "pobj" and not _is_time(grandchild):
                return grandchild
    return None


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_.lower() in TIMES


TIMES = words("times")


def _purpose(children: list[Token], token: Token) -> Token | None:
    """An infinitive that the parser hung on as an adverbial: "moved to close the border"."""
    for child in children:
        if (
            child.dep_ == "advcl"
            and child.i > token.i
            and any(g.dep_ == "aux" and g.lower_ == "to" for g in child.children)
        ):
            return child
    return None
