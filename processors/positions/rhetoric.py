"""Turns of speech that tell a position by their form: asked, not stated; of anyone, not of one.

Rhetorical questions, threats against whoever does something, blame by what would have been, and
words that leave the matter to others.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from processors.positions.negation import modal_of
from processors.positions.reading import Judgement

Judge = Callable[[Token], Judgement | None]

RHETORICAL = re.compile(
    r"^\W*(?:and |but |so |then )*(?:why (?:should|would|must|do|does|is|are)\b"
    r"|who (?:would|could|can|wants?|needs?)\b|how (?:can|could|is it)\b"
    r"|what (?:is there|is left|good|use|kind of|sort of|right)\b|since when\b"
    r"|where (?:is|are|was|were)\b)",
    re.IGNORECASE,
)
"""Questions that ask nothing: the answer is in the asking, and it is "no"."""

LEFT_TO_OTHERS = re.compile(
    r"\b(?:it|this|that|the (?:decision|matter|choice|question))\s+(?:\w+\s+)?(?:is|was|are|were)"
    r"\s+(?:up\s+to|(?:not\s+)?for\s+[\w' -]{2,40}?\s+to\s+(?:decide|judge|say|choose|determine"
    r"|settle|comment|answer|interpret))\b"
    r"|\b(?:decision|choice|matter)\s+(?:\w+\s+)?(?:rests?|lies?)\s+with\b"
    r"|\b(?:each|every)\s+\w+\s+(?:\w+\s+)?(?:decides?|chooses?|judges?)\b",
    re.IGNORECASE,
)
"""Whoever says so takes no position: it is for others to take it."""

ANYONE = frozenset({"anyone", "anybody", "whoever", "those", "everyone", "everybody"})
RUED = frozenset({"regret", "rue", "learn"})
"""What is promised to a foe with these is nothing good, whatever they mean of oneself."""

WARNED = frozenset({"will", "would", "shall", "should", "must", "can"})


def is_rhetorical(sentence: str) -> bool:
    """Whether a question is put for its answer: "Why should we trust them?"."""
    return sentence.rstrip("\"'”’ ").endswith("?") and RHETORICAL.search(sentence) is not None


def asked(words: Sequence[Token], sentence: str) -> tuple[Judgement, Token] | None:
    """The judgement on a sentence that asks only in form, and its first token."""
    if not words or not is_rhetorical(sentence):
        return None
    return Judgement(-1, "criticise", 0.75, words[0].i), words[0]


def left_to_others(words: Sequence[Token], text: str) -> tuple[Judgement, Token] | None:
    """The judgement on words that leave the matter to others, and their first token."""
    if not words or LEFT_TO_OTHERS.search(text) is None:
        return None
    return Judgement(0, "consider", 0.9, words[0].i), words[0]


def warned(verb: Token, subject: Token | None, found: Judgement) -> Judgement:
    """What is said of whoever does something: "any boat that comes near will be sunk".

    A warning, unless what awaits them is plainly good ("whoever surrenders will be pardoned").
    """
    if subject is None or modal_of(verb, list(verb.children)) not in WARNED:
        return found
    good = found.value > 0 and found.weight > 0.6 and verb.lemma_.lower() not in RUED
    if good or not _is_anyone(subject):
        return found
    return Judgement(-2, "threaten", 0.7, verb.i, found.negated, found.worth)


def _is_anyone(subject: Token) -> bool:
    """Whether a subject stands for all who do what its clause says."""
    if subject.tag_ in {"WP", "WDT"} and subject.dep_ in {"nsubj", "nsubjpass"}:
        return subject.lower_ == "whoever"
    if subject.pos_ in {"VERB", "AUX"}:
        return any(c.lower_ == "whoever" for c in subject.children)
    told = any(c.dep_ in {"relcl", "acl"} for c in subject.children)
    first = subject.lemma_.lower() in ANYONE or subject.lower_ in ANYONE
    return told and (first or any(c.lower_ in {"any", "every"} for c in subject.children))


def would_have_been(verb: Token, modal: str | None, *, perfect: bool) -> bool:
    """Whether a clause says what would have been, had others done their part: that is blame."""
    return (
        modal in {"would", "could"}
        and perfect
        and any(c.dep_ == "advcl" and _is_if(c.children) for c in verb.children)
    )


def _is_if(children: Iterable[Token]) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "if" for c in children)
