"""Learns the weights of moves: labelled sentences and our own templates, on numpy alone.

A tool for developers, run as `make train-moves DATA=moves.jsonl`; with `--check` it measures by
cross-validation and writes nothing. docs/models/moves.md has the data and the figures.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from processors.classification import signs_between
from processors.learning import templates
from processors.learning.examples import Example
from processors.learning.logistic import calibration_error, told_apart
from processors.learning.shipping import ship
from processors.learning.softmax import Case, learned
from processors.positions.actors import places_of
from processors.positions.linear import Weights
from processors.syntax import Parser
from wire.vocabulary import MOVES

FOLDS = 5
SEED = 20260101
EACH = 8
"""Sentences made of one line of predicates, at most."""

TEMPLATE_WEIGHT = 0.5
"""What a made sentence counts beside a read one (measured: 0.3 and 1 are a little worse)."""

WARMTHS = tuple(w / 20 for w in range(6, 41))


@dataclass(frozen=True, slots=True)
class Figures:
    """Over sentences kept from learning, all in percent.

    `told_apart` is the chance that a right answer is surer than a wrong one (AUROC).
    """

    sentences: int
    macro_f1: float
    accuracy: float
    calibration_error: float
    told_apart: float
    by_code: dict[str, float]


def labelled(lines: Iterable[str]) -> Iterator[Example]:
    """Sentences with a code, source and target, from lines `{"text","gold":[{…}]}`.

    Raises ValueError naming the line where one has another form or an unknown code.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = row["gold"][0]
            code, text = gold["code"], row["text"]
            mine, theirs = places_of(text, gold.get("source") or "", gold.get("target") or "")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise ValueError(f'line {number}: needs "text" and "gold" with "code"') from error
        if code not in MOVES:
            raise ValueError(f"line {number}: {code} is no PLOVER code of {', '.join(MOVES)}")
        group = re.sub(r"\W+", "", text.lower())[:60]
        yield Example(text, mine, theirs, move=code, group=group, source="read")


def made(seed: int = SEED) -> list[Example]:
    """Sentences of the templates, with their codes."""
    return list(templates.moves(Random(seed), EACH))  # noqa: S311  # chance that repeats


def cases(examples: Sequence[Example], parser: Parser) -> list[Case]:
    """The features of each example, as they are found when a sentence is classified."""
    found = signs_between([(e.text, e.holder, e.other) for e in examples], parser)
    return [
        Case(names, e.move or "", 1.0 if e.source == "read" else TEMPLATE_WEIGHT)
        for e, names in zip(examples, found, strict=True)
    ]


def folds(examples: Sequence[Example], count: int = FOLDS, seed: int = SEED) -> list[int]:
    """The fold of each example: every code spread evenly, a sentence told twice in one fold."""
    random = Random(seed)  # noqa: S311  # chance that repeats
    by_code: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        by_code.setdefault(example.move or "", []).append(i)
    fold = [0] * len(examples)
    of_group: dict[str, int] = {}
    for code in sorted(by_code):
        members = by_code[code]
        random.shuffle(members)
        for n, i in enumerate(members):
            fold[i] = of_group.setdefault(examples[i].group, n % count)
    return fold


def cross_validated(
    read: Sequence[Case], extra: Sequence[Case], fold: Sequence[int]
) -> NDArray[np.float64]:
    """Chances of each read sentence by weights that never saw its fold, `(sentences, codes)`."""
    out = np.zeros((len(read), len(MOVES)))
    for k in sorted(set(fold)):
        kept = [case for case, f in zip(read, fold, strict=True) if f != k]
        weights = learned([*kept, *extra], MOVES)
        for i, case in enumerate(read):
            if fold[i] == k:
                out[i] = weights.chances(case.names)
    return out


def warmth_of(chances: NDArray[np.float64], gold: Sequence[str]) -> float:
    """The temperature at which the right codes are likeliest."""
    columns = np.array([MOVES.index(code) for code in gold])
    logs = np.log(np.maximum(chances, 1e-12))
    return min(WARMTHS, key=lambda w: -float(_warmed(logs, w)[np.arange(len(gold)), columns].sum()))


def _warmed(logs: NDArray[np.float64], warmth: float) -> NDArray[np.float64]:
    total = logs / warmth
    top = total.max(axis=1, keepdims=True)
    lse = top + np.log(np.exp(total - top).sum(axis=1, keepdims=True))
    return np.asarray(total - lse)


def figures(chances: NDArray[np.float64], gold: Sequence[str]) -> Figures:
    """How good the likeliest codes are, and how far their chances may be believed."""
    told = [MOVES[i] for i in chances.argmax(axis=1)]
    right = np.array([a == b for a, b in zip(told, gold, strict=True)])
    seen, said = Counter(gold), Counter(told)
    hits = Counter(a for a, b in zip(told, gold, strict=True) if a == b)
    by_code = {c: 200 * hits[c] / (seen[c] + said[c]) for c in sorted(seen)}
    return Figures(
        len(gold),
        sum(by_code.values()) / len(by_code),
        100 * float(right.mean()),
        100 * calibration_error(chances.max(axis=1), right),
        100 * told_apart(chances.max(axis=1), right),
        by_code,
    )


def main(arguments: Sequence[str] | None = None, room: Path | None = None) -> None:
    """Reads the labelled sentences; measures, or writes the weights into `room`."""
    asked = argparse.ArgumentParser(prog="processors.learning.moves", description=__doc__)
    asked.add_argument("sentences", type=Path)
    asked.add_argument("--check", action="store_true", help="measure, write nothing")
    wanted = asked.parse_args(arguments)
    with wanted.sentences.open(encoding="utf-8") as lines:
        examples = list(labelled(lines))
    parser = Parser()
    read, extra = cases(examples, parser), cases(made(), parser)
    gold = [case.label for case in read]
    chances = cross_validated(read, extra, folds(examples))
    warmth = warmth_of(chances, gold)
    got = figures(np.exp(_warmed(np.log(np.maximum(chances, 1e-12)), warmth)), gold)
    sys.stdout.write(
        f"{got.sentences} sentences, {FOLDS} folds: macro-F1 {got.macro_f1:.1f},"
        f" accuracy {got.accuracy:.1f}, calibration error {got.calibration_error:.1f},"
        f" told apart {got.told_apart:.1f}\n"
    )
    for code, value in got.by_code.items():
        sys.stdout.write(f"  {code:10} {value:5.1f}\n")
    if not wanted.check:
        weights: Weights = replace(learned([*read, *extra], MOVES), warmth=warmth)
        sys.stdout.write(ship("moves", weights, room) + "\n")


if __name__ == "__main__":
    main()
