"""What a thing is called: "described it as a gesture of confidence", "called it an insult"."""

from collections.abc import Sequence

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words
from processors.positions.predicates import predicate
from processors.positions.reading import Judgement

NAMING = words("naming")
WELL = frozenset({"ready", "needed"})
ILL = frozenset({"bad", "unwilling"})


def named(words_: Sequence[Token], cue: Token | None) -> tuple[Judgement, Token] | None:
    """The judgement on the name that `cue` ("called", "described") gives to something.

    None where the cue names nothing, or the name has no worth that is known.
    """
    if cue is None or cue.pos_ != "VERB" or predicate(cue).key.removesuffix(" it") not in NAMING:
        return None
    for token in words_:
        value = _worth_of_name(token)
        if value:
            act = "support" if value > 0 else "criticise"
            return Judgement(value, act, 0.7, token.i), token
    return None


def _worth_of_name(token: Token) -> int:
    known = lexicon()
    if token.pos_ in {"NOUN", "PROPN"}:
        said = known.said_of.get(token.lemma_.lower())
        if said is not None and not _denied(token):
            return 1 if said == "positive" else -1
        return 0
    if token.pos_ == "ADJ" and token.dep_ != "neg":
        name = known.adjectives.get(token.lower_)
        if name in WELL and not _denied(token):
            return 1
        if name in ILL:
            return -1
    return 0


def _denied(token: Token) -> bool:
    return any(c.lower_ in {"no", "not"} for c in token.children)
