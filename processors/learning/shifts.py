"""Learns how far a shift is to be believed: labelled items and readers' shifts over all of them.

A tool for developers, run as `make train-shifts DATA="…" SHIFTS="…"`; with `--check` it measures by
cross-validation over threads and writes nothing. docs/models/certainty.md has data and figures.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from processors.learning.certainty import Read, of_new_threads
from processors.learning.items import key_of, labelled
from processors.learning.logistic import Judged, concluded
from processors.learning.unseen import unseen
from processors.shifts import facts_of, view
from processors.shifts.confidence import MIXED, NAME
from wire import PositionFact, Shift

RIDGE = 10.0
DAYS = 2
"""A shift is the reader's where party and direction agree and the dates are so near."""


def cases(reads: Sequence[Read], readers: Sequence[Sequence[Mapping[str, Any]]]) -> list[Judged]:
    """The shifts that Parley finds in the items, each right where a reader has it."""
    threads, facts = {}, dict[tuple[str, str], list[PositionFact]]()
    for one, article, found in unseen(reads):
        for fact in facts_of(article, found):
            facts.setdefault((fact.party, fact.issue), []).append(fact)
            threads[fact.article_id] = one.thread
    shown: list[tuple[Shift, dict[str, float]]] = []
    for timeline in facts.values():
        shown += view.with_signs(timeline)
    shown.sort(key=lambda each: each[0].id)
    wanted = list(readers[0])
    for rows in readers[1:]:
        known = set(_matched([_seen(row) for row in wanted], [_seen(row) for row in rows], 1))
        wanted += [row for number, row in enumerate(rows) if number not in known]
    right = set(_matched([_seen(r) for r in wanted], [_shown(s) for s, _ in shown], DAYS))
    return [
        Judged(
            {name: value for name, value in found.items() if name != MIXED},
            number in right,
            threads[shift.after.article_id or ""],
        )
        for number, (shift, found) in enumerate(shown)
    ]


Change = tuple[str, str, date]
"""Party, direction and day."""


def _seen(row: Mapping[str, Any]) -> Change:
    return key_of(row["party"]), row["direction"], date.fromisoformat(row["date"])


def _shown(shift: Shift) -> Change:
    return key_of(shift.party), shift.direction, shift.at.date()


def _matched(some: Sequence[Change], others: Sequence[Change], days: int) -> list[int]:
    """The numbers of the others that are one of some, one to one, the nearest days first."""
    near = sorted(
        (abs((one[2] - other[2]).days), i, j)
        for i, one in enumerate(some)
        for j, other in enumerate(others)
        if one[:2] == other[:2] and abs((one[2] - other[2]).days) <= days
    )
    taken: dict[int, int] = {}
    for _, i, j in near:
        if i not in taken.values() and j not in taken:
            taken[j] = i
    return list(taken)


def main(arguments: Sequence[str] | None = None, room: Path | None = None) -> None:
    """Reads the labelled texts and shifts; measures, or writes the weights into `room`."""
    asked = argparse.ArgumentParser(prog="processors.learning.shifts", description=__doc__)
    asked.add_argument("data", nargs="+", metavar="SENTENCES | ITEMS+LABELS")
    asked.add_argument("--shifts", nargs="+", type=Path, required=True, metavar="SHIFTS")
    asked.add_argument("--check", action="store_true", help="measure, write nothing")
    wanted = asked.parse_args(arguments)
    texts = [text for path in wanted.data for text in labelled(path)]
    readers = [
        [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for path in wanted.shifts
    ]
    found = cases(list(of_new_threads(texts)), readers)
    told = concluded(found, RIDGE, NAME, room, check=wanted.check)
    sys.stdout.write(told + "\n")


if __name__ == "__main__":
    main()
