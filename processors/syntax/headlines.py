"""Verbs that the model took for nouns, as it does in the present tense of headlines and briefs.

"The minister Ana Ruiz visits Oslo", "Norway and Iceland meet in Oslo": tag and place in the tree
are set right where the tree itself shows the mistake. What does not belong here: any other repair.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

NOUNS = frozenset({"NN", "NNS"})
NAMES = frozenset({"NNP", "NNPS"})
NAMING = frozenset({"compound", "nmod", "amod", "det", "poss", "nummod", "predet"})
"""How the words of a subject hang on a verb that was taken for its last word."""

_ASKED: list[int | str] = ["TAG", "DEP", "HEAD", "LOWER"]

ACTORS = frozenset(
    {"military", "government", "army", "navy", "police", "ministry", "parliament", "court", "union"}
)
CLAUSES = frozenset({"ROOT", "advcl", "ccomp", "conj"})
LINKS = frozenset({"that", "from", "for", "over", "into", "against", "with", "to"})
"""What follows such a verb where it has no object."""


class Headlines:
    """Tags such verbs as verbs and hangs their subjects on them; changes nothing else.

    Made for a vocabulary, whose numbers it reads: most words need no look at the tree.
    """

    def __init__(self, vocab: Vocab) -> None:
        def numbers(names: frozenset[str]) -> frozenset[int]:
            return frozenset(int(vocab.strings.add(name)) for name in names)

        self._nouns, self._names = numbers(NOUNS), numbers(NAMES)
        self._clauses, self._actors = numbers(CLAUSES), numbers(ACTORS)

    def __call__(self, doc: Doc) -> Doc:
        """The same doc, mended in place."""
        for verb in [doc[i] for i in self._doubtful(doc) if doc[i].is_lower]:
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

    def _doubtful(self, doc: Doc) -> Iterator[int]:
        """The nouns that head a clause or have an actor's name before them: a few of many."""
        named = False
        for i, (tag, dep, head, lower) in enumerate(doc.to_array(_ASKED).tolist()):
            if tag in self._nouns and (named or dep in self._clauses):
                yield i
            named = head == 1 and (tag in self._names or lower in self._actors)


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
    return bool(subjects) and bare and noun.dep_ in CLAUSES


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
