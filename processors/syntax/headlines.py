"""Verbs that the model took for nouns, as it does in the present tense of headlines and briefs.

"The minister Ana Ruiz visits Oslo", "Norway and Iceland meet in Oslo": tag and place in the tree
are set right where the tree itself shows the mistake. What does not belong here: any other repair.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

NOUNS = frozenset({"NN", "NNS"})
NAMES = frozenset({"NNP", "NNPS"})
NAMING = frozenset({"compound", "nmod", "amod", "det", "poss", "nummod", "predet"})
"""How the words of a subject hang on a verb that was taken for its last word."""

ACTORS = frozenset(
    {"military", "government", "army", "navy", "police", "ministry", "parliament", "court", "union"}
)
LINKS = frozenset({"that", "from", "for", "over", "into", "against", "with", "to"})
"""What follows such a verb where it has no object."""


def with_verbs(doc: Doc) -> Doc:
    """The doc, such verbs tagged as verbs and their subjects hung on them; nothing else changed."""
    for verb in [t for t in doc if t.tag_ in NOUNS and t.is_lower and t.is_alpha]:
        if _has_subject(verb):
            _tag(verb)
            continue
        name = _name_before(verb)
        if name is not None and _goes_on(verb, name):
            for child in list(verb.lefts):
                if child.dep_ in NAMING and child.i < name.i:
                    child.head = name
            if not any(c.dep_ == "nsubj" for c in verb.lefts):
                name.dep_ = "nsubj"
            _tag(verb)
    return doc


def _tag(verb: Token) -> None:
    verb.tag_ = "VBZ" if verb.tag_ == "NNS" else "VBP"
    for child in verb.rights:
        if child.dep_ in {"acl", "relcl"} and any(_is_that(c) for c in child.lefts):
            child.dep_ = "ccomp"


def _is_that(token: Token) -> bool:
    return token.dep_ == "mark" and token.lower_ == "that"


def _has_subject(noun: Token) -> bool:
    """Whether a noun has what only verbs have, and nothing that only nouns have."""
    subjects = [c for c in noun.lefts if c.dep_ == "nsubj"]
    bare = not any(c.dep_ in NAMING for c in noun.lefts)
    if noun.dep_ == "conj" and noun.tag_ == "NNS" and bare:
        return any(c.dep_ == "dobj" for c in noun.rights)
    return bool(subjects) and bare and noun.dep_ in {"ROOT", "advcl", "ccomp", "conj"}


def _name_before(noun: Token) -> Token | None:
    """The name, or the word for an actor, right before a noun that hangs on it."""
    before = next(reversed(list(noun.lefts)), None)
    if before is None or before.i != noun.i - 1 or before.dep_ not in NAMING:
        return None
    named = before.tag_ in NAMES and not before.is_sent_start
    return before if named or before.lower_ in ACTORS else None


def _goes_on(noun: Token, name: Token) -> bool:
    """Whether what follows is what follows a verb; a plain form needs a plural before it."""
    if noun.tag_ == "NN" and not name.lower_.endswith("s"):
        return False
    if any(c.dep_ in {"dobj", "ccomp"} for c in noun.rights):
        return True
    after = next(_following(noun), None)
    return noun.dep_ == "ROOT" and after is not None and after.lower_ in LINKS


def _following(token: Token) -> Iterator[Token]:
    yield from token.doc[token.i + 1 : token.sent.end]
