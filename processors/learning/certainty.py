"""Learns how far a stance is to be believed: labelled items of news, a logistic regression.

A tool for developers, run as `make train-certainty DATA="…"`; with `--check` it measures by
cross-validation over threads and writes nothing. docs/models/certainty.md has data and figures.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from processors.learning import issues
from processors.learning.items import Labelled, fold_of, found, key_of, labelled
from processors.learning.logistic import Judged, concluded
from processors.positions.certainty import NAME, Witnesses, signs
from processors.positions.linear import Weights
from processors.positions.reading import Reading
from processors.positions.stance import read_position
from processors.positions.wording import Wording
from wire import Statement

FOLDS = 5
"""Parts whose issues are read by weights that never saw them, as on news that is new."""

RIDGE = 30.0

Read = tuple[Labelled, Statement, Witnesses | None]
"""A statement of a text, and what witnesses its stance."""


def judged(texts: Sequence[Labelled], weights: Weights | None = None) -> Iterator[Judged]:
    """The stances of statements whose party and issue are the label's: right where both agree.

    Of several statements of one party on one issue of a text the first counts. `weights` are those
    of issues, the shipped ones by default.
    """
    return right_or_wrong(statements(texts, weights))


def statements(texts: Iterable[Labelled], weights: Weights | None = None) -> Iterator[Read]:
    """The statements that Parley finds, the confidence of each still that of its clearness."""
    kept: list[Reading] = []

    def read(wording: Wording) -> Reading:
        kept.append(read_position(wording, weights))
        # Learning needs no weights of what it is to learn.
        return replace(kept[-1], witnesses=None)

    for one, row in found(texts, read):
        reading = kept[-1] if kept else Reading()
        kept.clear()
        if reading.witnesses is not None:
            clear = round(row.confidence * reading.confidence, 3)
            yield one, msgspec.structs.replace(row, clearness=clear), reading.witnesses
        else:
            yield one, row, None


def right_or_wrong(rows: Iterable[Read]) -> Iterator[Judged]:
    """Those whose party and issue are a label's, with whether the stance is the label's too."""
    seen: set[tuple[int, str, str]] = set()
    for one, row, witnesses in rows:
        if witnesses is None:
            continue
        for place in _places(row):
            if place in one.stances and (id(one), *place) not in seen:
                seen.add((id(one), *place))
                right = one.stances[place] == row.stance
                yield Judged(signs(witnesses, deed=row.kind == "act"), right, one.thread)


def of_new_threads(texts: Sequence[Labelled], folds: int = FOLDS) -> Iterator[Read]:
    """The statements of items, their issues read by weights that have not seen the thread."""
    rows = list(issues.shown(texts))
    for fold in range(folds):
        known = (row for row in rows if not row.thread or fold_of(row.thread, folds) != fold)
        held = [one for one in texts if one.thread and fold_of(one.thread, folds) == fold]
        yield from statements(held, issues.weights_of(known))


def _places(row: Statement) -> Iterator[tuple[str, str]]:
    for party in row.parties or (row.party or "",):
        for issue in dict.fromkeys((row.issue, *row.issues)):
            if party and issue:
                yield key_of(party), issue


def main(arguments: Sequence[str] | None = None, room: Path | None = None) -> None:
    """Reads the labelled texts; measures, or writes the weights into `room`."""
    asked = argparse.ArgumentParser(prog="processors.learning.certainty", description=__doc__)
    asked.add_argument("data", nargs="+", metavar="SENTENCES | ITEMS+LABELS")
    asked.add_argument("--check", action="store_true", help="measure, write nothing")
    wanted = asked.parse_args(arguments)
    texts = [text for path in wanted.data for text in labelled(path)]
    cases = list(right_or_wrong(of_new_threads(texts)))
    told = concluded(cases, RIDGE, NAME, room, check=wanted.check)
    sys.stdout.write(told + "\n")


if __name__ == "__main__":
    main()
