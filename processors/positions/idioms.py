"""Set phrases that tell a position by themselves, whatever their words are worth one by one.

"Our patience is running out" names something good and says that it ends; what it says is a threat.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from processors.positions.reading import Judgement

GAP = r"(?:[\w'-]+ ){0,%d}?"

PHRASES: tuple[tuple[int, str, float, str], ...] = (
    (-2, "threaten", 0.75, rf"patience {GAP % 8}(?:run out|run thin|wear thin|end|exhaust)\b"),
    (-2, "threaten", 0.75, r"patience be not (?:endless|infinite|unlimited|eternal)"),
    (-2, "threaten", 0.7, r"(?:see|meet) (?:you|they) in court|\b(?:go|take \w+|turn) to court"),
    (-2, "reject", 0.75, r"over (?:my|our) dead body|not in (?:my|our) (?:lifetime|name)"),
    (-2, "reject", 0.75, r"enough be enough|have no place (?:at|in)|a line in the sand"),
    (
        2,
        "coop",
        0.75,
        rf"\b(?:gun|rifle|weapon|cannon|artillery) {GAP % 3}(?:be|fall|stay|remain|go) "
        r"(?:silent|quiet)",
    ),
    (
        1,
        "offer",
        0.7,
        r"\b(?:be|have come) here to (?:work|talk|negotiate|listen|discuss|find|help"
        r"|make|reach|agree|sign|build|solve|settle)",
    ),
    (1, "offer", 0.65, r"\bknow (?:where to find (?:we|us|me)|(?:our|my|the) (?:address|number))"),
    (1, "offer", 0.7, r"\b(?:be|come|move|get|inch|draw|grow) (?:\w+ ){0,2}closer\b"),
    (1, "offer", 0.65, r"\bmeet (?:you|they|one another|each other) halfway|\bmeet halfway"),
    (-1, "criticise", 0.7, r"\b(?:buy|play for|gain|waste) time\b|\bbad faith\b"),
    (-1, "criticise", 0.7, r"\bdrag (?:its|their|his|her|your) (?:foot|feet|heel)"),
    (-1, "criticise", 0.7, r"\bmove the goal ?posts?\b|\bpay lip service|\bturn (?:a|its) back"),
)
"""Stance, act, trust and the phrase, in lemmas joined by single spaces."""

COMPARED = frozenset({"JJR", "RBR"})
"""Tags of comparatives, which are kept: "closer" is not "close"."""

_FOUND = tuple((value, act, trust, re.compile(words)) for value, act, trust, words in PHRASES)


def idioms(words: Sequence[Token]) -> Iterator[tuple[Judgement, Token]]:
    """The judgement on each set phrase among `words`, with its first token.

    A phrase that is denied ("we are not playing for time") is left out.
    """
    kept = [t for t in words if not t.is_punct and not t.is_space]
    lemmas = [t.lower_ if t.tag_ in COMPARED else t.lemma_.lower() for t in kept]
    text = " ".join(lemmas)
    for value, act, trust, pattern in _FOUND:
        found = pattern.search(text)
        if found is None:
            continue
        token = kept[text[: found.start()].count(" ")]
        near = {t.lower_ for t in kept[max(0, text[: found.start()].count(" ") - 3) :][:3]}
        if near & {"not", "n't", "n’t", "never", "no"}:
            continue
        yield Judgement(value, act, trust, token.i), token
