"""Learns the weights of `signs` from labelled sentences: a softmax regression, on numpy alone.

Run as `python -m processors.positions.training SENTENCES.jsonl`; each line has "text" and
"statements" with "mention" (the holder's words in the text) and "stance". Takes about a minute.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy

from processors.positions.clause import clause_of
from processors.positions.signs import BIAS, SCALE, STANCES, WEIGHTS, force
from processors.positions.stance import evidence
from processors.syntax.parser import MODEL, for_parsing

SEED = 20260101
EPOCHS = 8
RATE = 0.3
DECAY = 1e-3
LEAST_SEEN = 2
"""A feature seen once says nothing that could be told from chance."""


def examples(lines: Iterator[str]) -> Iterator[tuple[list[str], int]]:
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
            yield evidence(clause.words, clause.verb, deed=clause.deed), statement["stance"]


def train(found: Sequence[tuple[list[str], int]]) -> dict[str, list[int]]:
    """Weights by feature (one per stance, times SCALE), by AdaGrad over shuffled examples."""
    seen = Counter(name for names, _ in found for name in set(names))
    known = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    index = {name: i for i, name in enumerate([BIAS, *known])}
    weights = np.zeros((len(index), len(STANCES)))
    squares = np.full_like(weights, 1e-2)
    rows = [np.array(sorted({0, *(index[n] for n in names if n in index)})) for names, _ in found]
    forces = np.array([force(name) for name in index])
    random = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for i in random.permutation(len(rows)):
            at = rows[i]
            scale = forces[at] / np.linalg.norm(forces[at])
            total = scale @ weights[at]
            chance = np.exp(total - total.max())
            chance /= chance.sum()
            chance[STANCES.index(found[i][1])] -= 1
            step = np.outer(scale, chance) + DECAY * weights[at]
            squares[at] += step * step
            weights[at] -= RATE * step / np.sqrt(squares[at])
    whole = np.rint(weights * SCALE).astype(int)
    return {name: whole[i].tolist() for name, i in index.items() if np.abs(whole[i]).max() > 2}


def main() -> None:
    """Reads the labelled sentences and writes the weights beside this module."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        weights = train(list(examples(lines)))
    target = Path(__file__).parent / WEIGHTS
    target.parent.mkdir(exist_ok=True)
    packed = json.dumps(weights, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    target.write_bytes(gzip.compress(packed.encode(), mtime=0))
    sys.stdout.write(f"{len(weights)} features, {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
