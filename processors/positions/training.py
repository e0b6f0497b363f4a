"""Learns the weights of `signs` from labelled sentences: a softmax regression, on numpy alone.

A tool for developers, run as `make train-stance DATA=sentences.jsonl`; with `--check` it measures
by cross-validation and writes nothing. docs/models/stance.md has the data and the figures.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy

from processors.learning.softmax import LEAST_SEEN, SMALL, Case, Pace, descended
from processors.positions.clause import clause_of
from processors.positions.signs import BIAS, SCALE, STANCES, WEIGHTS, chances, decided, force
from processors.positions.stance import evidence
from processors.positions.wording import Wording
from processors.syntax.parser import MODEL, for_parsing

PACE = Pace(epochs=8, rate=0.3, decay=1e-3)
FOLDS = 5

Example = tuple[list[str], int]
"""The features of a labelled statement, and its stance."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of statements whose stance (of five) and whose sign (of three) came out right.

    `by_rules` is the sign that the rules alone give, `commonest` the share of the commonest sign.
    """

    statements: int
    stance: float
    sign: float
    by_rules: float
    commonest: float


def examples(lines: Iterable[str]) -> Iterator[Example]:
    """Features and stance of every labelled statement whose holder is found in its text."""
    nlp = spacy.load(MODEL, exclude=["ner", "senter"])
    rows = [json.loads(line) for line in lines if line.strip()]
    for row, doc in zip(rows, nlp.pipe(for_parsing(r["text"]) for r in rows), strict=True):
        for statement in row["statements"]:
            mention = for_parsing(statement["mention"])
            start = doc.text.find(mention)
            if start < 0:
                continue
            clause = clause_of(doc, start, start + len(mention))
            wording = Wording(clause.words, clause.verb, deed=clause.deed)
            yield evidence(wording), statement["stance"]


def train(found: Sequence[Example]) -> dict[str, list[int]]:
    """Weights by feature (one per stance, times SCALE), by AdaGrad over shuffled examples."""
    seen = Counter(name for names, _ in found for name in set(names))
    known = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = {name: i for i, name in enumerate(known, start=1)}
    cases = [Case(names, str(stance)) for names, stance in found]
    forces = np.array([force(name) for name in (BIAS, *known)])
    weights = descended(cases, [str(stance) for stance in STANCES], rows, forces, PACE)
    whole = np.rint(weights * SCALE).astype(int)
    return {
        name: whole[i].tolist()
        for name, i in {BIAS: 0, **rows}.items()
        if np.abs(whole[i]).max() > SMALL
    }


def cross_validate(found: Sequence[Example], folds: int = FOLDS) -> Figures:
    """How well weights learned on the rest read each part.

    Parts are whole stretches of the file: sentences on one subject are then either learned from or
    measured on, not both.
    """
    stances = signs = ruled = 0
    for fold in range(folds):
        first, last = fold * len(found) // folds, (fold + 1) * len(found) // folds
        weights = train([*found[:first], *found[last:]])
        for names, stance in found[first:last]:
            read = decided(chances(names, weights))[0]
            stances += read == stance
            signs += _sign(read) == _sign(stance)
            ruled += _sign(_by_rules(names)) == _sign(stance)
    every = Counter(_sign(stance) for _, stance in found)
    n = len(found)
    return Figures(n, stances / n, signs / n, ruled / n, max(every.values()) / n)


def _by_rules(names: Iterable[str]) -> int:
    return next((int(name.split(":")[1]) for name in names if name.startswith("value:")), 0)


def _sign(stance: int) -> int:
    return (stance > 0) - (stance < 0)


def main(arguments: Sequence[str] | None = None, target: Path | None = None) -> None:
    """Reads the labelled sentences; measures, or writes the weights to `target`."""
    parser = argparse.ArgumentParser(prog="processors.positions.training", description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args(arguments)
    with wanted.sentences.open(encoding="utf-8") as lines:
        found = list(examples(lines))
    if wanted.check:
        got = cross_validate(found)
        sys.stdout.write(
            f"{got.statements} statements, {FOLDS} folds: stance {got.stance:.1%},"
            f" sign {got.sign:.1%} (rules alone {got.by_rules:.1%}, always the commonest"
            f" {got.commonest:.1%})\n"
        )
        return
    weights = train(found)
    target = target or Path(__file__).parent / WEIGHTS
    packed = json.dumps(weights, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    target.write_bytes(gzip.compress(packed.encode(), mtime=0))
    sys.stdout.write(f"{len(weights)} features, {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
