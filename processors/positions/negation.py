"""Whether a verb is denied, and the modal verb that says how far it is meant."""

from spacy.tokens import Token

NEGATIVE_SUBJECTS = frozenset({"nothing", "nobody", "none", "neither", "no-one", "nowhere"})
NEGATIVE_ADVERBS = frozenset({"never", "hardly", "scarcely", "nowhere", "neither", "nor"})
EXCLUDED = frozenset({"circumstance", "condition", "term", "account", "pretext"})
"""Nouns that rule a deed out where "no" stands before them: "on no account"."""


def is_negated(token: Token, children: list[Token]) -> bool:
    """Whether an odd number of negations bear on the verb; "not only" is none."""
    count = 0
    for child in children:
        low = child.lower_
        if child.dep_ == "neg" and low != "no":
            count += not _only(child)
        elif (
            child.dep_ in {"advmod", "preconj", "cc"}
            and low in NEGATIVE_ADVERBS
            and child.i <= token.i
        ):
            count += 1
        elif child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "obj", "expl", "dep"}:
            if low in NEGATIVE_SUBJECTS or _negative_determiner(child):
                count += 1
        elif child.dep_ == "prep":
            count += any(g.dep_ == "pobj" and _denies(g) for g in child.children)
        elif child.dep_ in {"npadvmod", "advmod"} and low in {"longer", "way"}:
            count += any(g.lower_ in {"no", "any"} for g in child.children)
    if token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and not count:
        # "will neither meet nor talk"; a subject of its own ends the reach
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in children)
        if not own and any(
            c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in token.head.children
        ):
            return any(c.dep_ == "neg" or c.lower_ == "neither" for c in token.head.children)
    return count % 2 == 1


def _denies(noun: Token) -> bool:
    """What a preposition denies the verb with: "for nothing", "under no circumstances"."""
    if noun.lower_ in NEGATIVE_SUBJECTS:
        return True
    return noun.lemma_.lower() in EXCLUDED and _negative_determiner(noun)


def _negative_determiner(noun: Token) -> bool:
    for child in noun.children:
        low = child.lower_
        if low == "more" and child.i < noun.i and any(g.lower_ == "no" for g in child.children):
            return True  # "no more talks": the parser hangs "no" on "more"
        if child.dep_ in {"det", "neg", "predet", "preconj"} and low in {"no", "neither"}:
            return True
        if low == "not" and child.i < noun.i and not _only(child):
            return True
        if child.dep_ in {"nummod", "det", "quantmod"} and any(
            g.lower_ == "not" for g in child.children
        ):
            return True
    return False


def _only(negation: Token) -> bool:
    """Not only, not just, not merely: no negation of the verb."""
    following = negation.doc[negation.i + 1] if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in {"only", "just", "merely", "least"}


def is_no_longer(children: list[Token]) -> bool:
    """Whether something is denied that was so before: "no longer", "not any more"."""
    return any(
        (
            child.lower_ in {"longer", "anymore", "more"}
            and any(g.lower_ in {"no", "any", "not"} for g in child.children)
        )
        or child.lower_ == "anymore"
        for child in children
        if child.dep_ in {"advmod", "neg", "npadvmod"}
    )


def modal_of(token: Token, children: list[Token]) -> str | None:
    """The modal verb in its full form, also where joined verbs share it; None for none."""
    for child in children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            low = child.lower_.replace("’", "'")
            return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would", "sha": "shall"}.get(
                low, low
            )
    if token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and token.tag_ == "VB":
        return modal_of(token.head, list(token.head.children))
    return None
