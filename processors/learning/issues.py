"""Learns the weights of issues: labelled items of news and invented sentences, on numpy alone.

A tool for developers, run as `make train-issues DATA="…"`; with `--check` it measures by
cross-validation over threads and writes nothing. docs/models/issues.md has data and figures.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from processors.learning.items import Labelled, fold_of, found, key_of, labelled
from processors.learning.shipping import ship
from processors.learning.softmax import Case, Pace, learned
from processors.learning.together import descended_together
from processors.positions.issue_choice import LABELS, NO_POSITION
from processors.positions.issue_signs import NONE, boost
from processors.positions.linear import Weights
from processors.positions.reading import Reading
from processors.positions.stance import issue_evidence
from processors.positions.wording import Wording
from wire import Statement

FOLDS = 5
PACE = Pace(epochs=80, rate=0.3, decay=3e-5)
READ = 4.0
"""An item of news that was read counts as much as this many invented sentences."""

INVENTED_NONE = 0.3
"""What an invented sentence counts where none of its labels is the party's: most have labels left
out rather than no position."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The features of a statement, the share of each issue in its labels, and its thread."""

    names: list[str]
    issues: Mapping[str, float]
    thread: str


@dataclass(frozen=True, slots=True)
class Figures:
    """In percent: statements whose issue is one of the labels; of those that take a position the
    share kept, and of those kept the share that takes one.
    """

    statements: int
    issue: float
    kept: float
    right: float


def shown(texts: Iterable[Labelled]) -> Iterator[Shown]:
    """The features of every statement that Parley finds in the texts, with its labels."""
    kept: list[list[str]] = []

    def read(wording: Wording) -> Reading:
        kept.append(issue_evidence(wording))
        return Reading()

    for one, row in found(texts, read):
        if kept and (row.party or row.parties):
            yield Shown(kept[-1], _shares(row, kept[-1], one.issues), one.thread)
        kept.clear()


def weights_of(rows: Iterable[Shown]) -> Weights:
    """The weights that these statements teach."""
    cases = [
        Case(row.names, label, share * _worth(row, label))
        for row in rows
        for label, share in sorted(row.issues.items())
    ]
    return learned(cases, LABELS, boost, pace=PACE, descent=descended_together)


def cross_validated(rows: Sequence[Shown], folds: int = FOLDS) -> Figures:
    """Over the items that were read, by weights that never saw the thread."""
    right = statements = kept = taken = both = 0
    for fold in range(folds):
        held = [row for row in rows if row.thread and fold_of(row.thread, folds) == fold]
        weights = weights_of(r for r in rows if not r.thread or fold_of(r.thread, folds) != fold)
        for row in held:
            chances = weights.chances(row.names)
            takes, told = NONE not in row.issues, bool(chances[-1] < NO_POSITION)
            statements += takes
            right += takes and LABELS[int(np.argmax(chances[:-1]))] in row.issues
            kept += told
            taken += takes
            both += takes and told
    return Figures(
        statements,
        100 * right / max(statements, 1),
        100 * both / max(taken, 1),
        100 * both / max(kept, 1),
    )


def main(arguments: Sequence[str] | None = None, room: Path | None = None) -> None:
    """Reads the labelled texts; measures, or writes the weights into `room`."""
    asked = argparse.ArgumentParser(prog="processors.learning.issues", description=__doc__)
    asked.add_argument("data", nargs="+", metavar="SENTENCES | ITEMS+LABELS")
    asked.add_argument("--check", action="store_true", help="measure, write nothing")
    wanted = asked.parse_args(arguments)
    rows = list(shown(text for path in wanted.data for text in labelled(path)))
    if wanted.check:
        got = cross_validated(rows)
        sys.stdout.write(
            f"{got.statements} statements, {FOLDS} folds over threads: issue {got.issue:.1f},"
            f" positions kept {got.kept:.1f}, of those kept right {got.right:.1f}\n"
        )
        return
    sys.stdout.write(ship("issues", weights_of(rows), room) + "\n")


def _shares(
    row: Statement, names: Iterable[str], issues: Mapping[str, Counter[str]]
) -> dict[str, float]:
    """The issues of the statement's parties; those on the list of words go first."""
    parties = row.parties or (row.party or "",)
    every = Counter[str]()
    for party in parties:
        every.update(issues.get(key_of(party), Counter()))
    listed = {name.partition(":")[2] for name in names if name.startswith(("near:", "near2:"))}
    near = {issue: count for issue, count in every.items() if issue in listed}
    wanted = near or dict(every)
    total = sum(wanted.values())
    return {issue: count / total for issue, count in wanted.items()} if total else {NONE: 1.0}


def _worth(row: Shown, label: str) -> float:
    if row.thread:
        return READ
    return INVENTED_NONE if label == NONE else 1.0


if __name__ == "__main__":
    main()
