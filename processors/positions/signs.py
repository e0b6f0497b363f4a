"""What a clause shows of its position, as named features, and their learned weights.

The rules give the reading; the weights settle how far each word and each rule is to be believed.
Names, numbers and titles are no features: the weights know language, not the world.
"""

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from spacy.tokens import Token

from processors.positions.conditions import Condition
from processors.positions.lexicon import lexicon
from processors.positions.negation import is_negated
from processors.positions.reading import Judgement

STANCES = (-2, -1, 0, 1, 2)
NAMELESS = frozenset({"PROPN", "NUM", "PUNCT", "SPACE", "SYM", "X"})
TELLING_CHILDREN = frozenset(
    {"dobj", "prt", "xcomp", "acomp", "attr", "nsubjpass", "ccomp", "prep", "aux", "oprd", "advcl"}
)
SCALE = 50
"""Weights are stored as whole numbers: weight times this."""

RULES = ("act:", "value:", "if:", "nothing", "red")
RULE = 3.0
"""What the rules found counts as much as this many words."""

WEIGHTS = "weights/stance.json.gz"
BIAS = "(bias)"


def features(
    words: Sequence[Token],
    cue: Token | None,
    found: tuple[Judgement, Token] | None,
    condition: Condition | None,
    red_line: bool,
) -> list[str]:
    """The features of a statement; their order means nothing."""
    lemmas = ["_" if t.pos_ in NAMELESS else t.lemma_.lower() for t in words]
    out = [f"w:{word}" for word in lemmas if word != "_"]
    out += [f"b:{a} {b}" for a, b in pairwise(lemmas) if "_" not in (a, b)]
    if cue is not None:
        out.append(f"cue:{cue.lemma_.lower()}")
    if condition is not None:
        out.append(f"if:{condition.kind}")
    if red_line:
        out.append("red line")
    out += _classes(words)
    if found is None:
        return [*out, "nothing judged"]
    judgement, head = found
    lemma, denied = head.lemma_.lower(), "not" if judgement.negated else ""
    out.append(f"h:{lemma}:{denied}")
    for child in head.children:
        if child.dep_ in TELLING_CHILDREN and child.pos_ != "PROPN":
            out.append(f"hc:{lemma}:{child.lemma_.lower()}:{denied}")
            out.append(f"c:{child.dep_}:{child.lemma_.lower()}:{denied}")
    trust = "high" if judgement.weight > 0.6 else "low"
    out.append(f"act:{judgement.act}:{judgement.value}:{judgement.worth}")
    out.append(f"act:{judgement.act}:{judgement.value}")
    out.append(f"value:{judgement.value}:{trust}")
    if condition is not None:
        out.append(f"if:{condition.kind}:{judgement.value}")
    return out


def _classes(words: Sequence[Token]) -> Iterable[str]:
    """The classes of the words in the lexicon: they tell of words that were never learned from."""
    known = lexicon()
    for token in words:
        lemma = token.lemma_.lower()
        if token.pos_ in {"VERB", "AUX"}:
            denied = "not" if is_negated(token, list(token.children)) else ""
            for name in known.verbs.get(lemma, ())[:1]:
                yield f"v:{name}:{denied}"
        elif token.pos_ == "NOUN":
            if lemma in known.good:
                yield "n:good"
            elif lemma in known.bad:
                yield "n:bad"
            if lemma in known.said_of:
                yield f"s:{known.said_of[lemma]}"
        elif token.pos_ == "ADJ" and token.lower_ in known.adjectives:
            yield f"a:{known.adjectives[token.lower_]}"


Weights = Mapping[str, Sequence[int]]
"""For each feature, its weight for each stance."""


def chances(found: Iterable[str], weights: Weights | None = None) -> dict[int, float]:
    """The probability of each stance from -2 to 2, given the features of a statement.

    By the shipped weights, or by the ones given.
    """
    table = weights if weights is not None else _weights()
    rows = [(force(name), table[name]) for name in sorted({BIAS, *found}) if name in table]
    length = math.sqrt(sum(f * f for f, _ in rows)) or 1.0
    totals = [sum(f * row[k] for f, row in rows) / SCALE / length for k in range(len(STANCES))]
    top = max(totals)
    powers = [math.exp(total - top) for total in totals]
    return {stance: power / sum(powers) for stance, power in zip(STANCES, powers, strict=True)}


def force(name: str) -> float:
    """How much a feature counts before its weight."""
    return RULE if name.startswith(RULES) else 1.0


def decided(probabilities: Mapping[int, float]) -> tuple[int, float]:
    """The stance of the likeliest sign, and the probability of that sign."""
    signs = {
        -1: probabilities[-2] + probabilities[-1],
        0: probabilities[0],
        1: probabilities[1] + probabilities[2],
    }
    sign = max(signs, key=lambda s: signs[s])
    stance = max((s for s in STANCES if (s > 0) - (s < 0) == sign), key=lambda s: probabilities[s])
    return stance, signs[sign]


@cache
def _weights() -> Weights:
    packed = files("processors.positions").joinpath(WEIGHTS)
    rows = json.loads(gzip.decompress(packed.read_bytes()))
    return {name: tuple(row) for name, row in rows.items()}
