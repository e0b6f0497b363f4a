"""Deeds of which the doer is no subject: people are killed in its strikes, its tariffs take effect.

What does not belong here: which party a noun names (`doers`), and what the deed is worth
(`composition`).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from processors.positions.lexicon import words

BLOWS = words("blows")
"""What armed people do, as nouns: whose blow it is did what the blow does."""

HARMS = words("harms")
MEASURES = words("measures")
"""What a state imposes: whoever imposed a measure acts when it takes effect."""

DECREES = words("decrees")
"""By what a state does something, where the report leaves out who signed it."""

_EFFECTS = frozenset({"effect", "force"})
_STARTS = frozenset({"take", "come", "go", "enter", "kick"})
_INTO = frozenset({"into", "to", "in", "by"})


def blow_of(verb: Token) -> Token | None:
    """The blow by which a harm is done: "killed in Norwegian air strikes", "hit by a missile"."""
    if verb.lemma_.lower() not in HARMS:
        return None
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    for child in verb.children:
        if child.dep_ == "agent" or (
            passive and child.dep_ == "prep" and child.lower_ in {"in", "during", "by"}
        ):
            for noun in child.children:
                if noun.lemma_.lower() in BLOWS:
                    return noun
    return None


def is_decree(doer: Token) -> bool:
    """Whether what does it is a state's own paper: "was revoked by a decree", "an order lifts"."""
    owned = any(
        c.dep_ == "poss" or (c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper())
        for c in doer.children
    )
    return doer.lemma_.lower() in DECREES and not owned


def takes_effect(verb: Token) -> bool:
    """Whether something comes into force: "takes effect", "goes into effect", "enters force"."""
    if verb.lemma_.lower() not in _STARTS:
        return False
    for child in verb.children:
        if child.dep_ in {"dobj", "prep"} and child.lower_ in {"effect", "force", "into"}:
            if child.lower_ != "into":
                return True
            return any(noun.lower_ in _EFFECTS for noun in child.children)
    return False


def imposed_in(measure: Token, verb: Token) -> Iterator[Token]:
    """The nouns that say where a measure holds, and so who imposed it: "imports into Norway"."""
    if measure.lemma_.lower() not in MEASURES:
        return
    for token in (*measure.subtree, *(g for c in verb.children for g in (c, *c.children))):
        if token.dep_ == "prep" and token.lower_ in _INTO:
            yield from (noun for noun in token.children if noun.dep_ == "pobj")
