"""What Parley finds in labelled news by weights that have not seen its thread, for the scorers.

A tool for developers, run as `make check-positions DATA="…" INTO=DIR`; it writes the statements of
each item as `parley extract --jsonl` prints them, and the shifts over all items as `parley export
shifts` does. Weights of issues and confidences are learned anew for each part of the threads.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from processors.learning.certainty import RIDGE, Read, of_new_threads, right_or_wrong
from processors.learning.items import Labelled, article_of, fold_of, labelled
from processors.learning.logistic import FOLDS, fitted
from processors.positions.certainty import Witnesses, certainty
from processors.positions.logistic import Logistic
from processors.shifts import facts_of, shifts
from processors.statements import finished
from wire import Article, PositionFact, Shift, Statement

Unseen = tuple[Labelled, Article, list[Statement]]
"""An item, the article that it makes, and its statements in their order."""


def unseen(reads: Sequence[Read]) -> Iterator[Unseen]:
    """The items of `of_new_threads`, the confidence of each by weights that never saw the thread.

    An item without a statement is left out.
    """
    known = list(right_or_wrong(reads))
    models = [
        fitted([c for c in known if fold_of(c.thread, FOLDS) != part], RIDGE)
        for part in range(FOLDS)
    ]
    by_item: dict[int, list[Read]] = {}
    for read in reads:
        by_item.setdefault(id(read[0]), []).append(read)
    for same in by_item.values():
        one = same[0][0]
        weights = models[fold_of(one.thread, FOLDS)]
        article = article_of(one)
        rows = [_believed(row, witnesses, weights) for _, row, witnesses in same]
        yield one, article, finished(article, rows)


def _believed(row: Statement, witnesses: Witnesses | None, weights: Logistic) -> Statement:
    if witnesses is None:
        return row
    sure = certainty(witnesses, deed=row.kind == "act", weights=weights)
    return msgspec.structs.replace(row, confidence=round(sure, 3))


def statement_lines(items: Sequence[Unseen]) -> Iterator[bytes]:
    """For each item a line; what several parties do together is a row for each of them."""
    for one, _, rows in items:
        yield msgspec.json.encode({"id": one.name, "statements": list(_by_party(rows))})


def _by_party(rows: Sequence[Statement]) -> Iterator[Statement]:
    for row in rows:
        for party in row.parties or (row.party,):
            others = {*row.counterparties, *row.parties} - {party}
            yield msgspec.structs.replace(row, party=party, counterparties=tuple(sorted(others)))


def shifts_of(items: Sequence[Unseen]) -> list[Shift]:
    """The shifts over the timelines of all items, sorted by id."""
    timelines: dict[tuple[str, str], list[PositionFact]] = {}
    for _, article, rows in items:
        for fact in facts_of(article, rows):
            timelines.setdefault((fact.party, fact.issue), []).append(fact)
    found = (shift for timeline in timelines.values() for shift in shifts(timeline))
    return sorted(found, key=lambda shift: shift.id)


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the labelled texts, writes `statements.jsonl` and `shifts.jsonl` into a folder."""
    asked = argparse.ArgumentParser(prog="processors.learning.unseen", description=__doc__)
    asked.add_argument("data", nargs="+", metavar="SENTENCES | ITEMS+LABELS")
    asked.add_argument("--into", type=Path, required=True, metavar="DIR")
    wanted = asked.parse_args(arguments)
    texts = [text for path in wanted.data for text in labelled(path)]
    items = list(unseen(list(of_new_threads(texts))))
    wanted.into.mkdir(parents=True, exist_ok=True)
    found = [msgspec.json.encode(shift) for shift in shifts_of(items)]
    for name, lines in (("statements", list(statement_lines(items))), ("shifts", found)):
        path = wanted.into / f"{name}.jsonl"
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        sys.stdout.write(f"{path}: {len(lines)} lines\n")


if __name__ == "__main__":
    main()
