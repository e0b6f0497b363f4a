"""Cross-validation of all that is learned: every article read as Parley reads, by models that have
not seen it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from processors.gate import reporting
from processors.quotes.joining.join import Reader
from processors.quotes.joining.models import Models
from processors.quotes.quotation import Quotation
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training.joining import RIGHT
from processors.quotes.training.labelled import Labelled
from processors.quotes.training.learning import (
    FOLDS,
    Corpora,
    Material,
    Taggers,
    models_of,
    parts,
)
from processors.syntax import Parser, Profile

ALONE = "learned-from-the-first"
"""Names the files of what models read that have learned from the first file alone."""

Row = Mapping[str, Any]


Learn = Callable[[Material, Sequence[str]], Mapping[Profile, Models]]


def check(  # noqa: PLR0917 - what is learned from, by what, and where to
    corpora: Corpora,
    known: Material,
    taggers: Taggers,
    pieces: Sequence[str],
    folder: Path,
    learn: Learn = models_of,
) -> dict[str, float]:
    """Writes what both profiles find in every article, and gives the F1 of each file.

    `learn` gives the models of the articles named. There is a file for each profile and each file
    of articles; its lines have `doc_id` and `quotes` with `spans`, `speaker_text`, `speaker_span`,
    `cue_span`, `confidence`, and whether the quotation is `correct`.
    """
    first = {a.id for a in corpora[0]}
    cut = WordPiece({piece: n for n, piece in enumerate(pieces)})
    parser = Parser()
    found: dict[str, dict[str, Row]] = {}
    golds = {a.id: a for corpus in corpora for a in corpus}
    for fold in range(FOLDS):
        unseen = {a.id for a in parts(corpora, fold)[1]}
        # what the first fold reads of other files is for models that know nothing like them
        seen = [n for n in golds if n not in unseen and (fold or n in first)]
        models = learn(known, seen)
        readers: dict[Profile, Reader] = {
            "accurate": Reader(models["accurate"], Network(taggers(fold), cut)),
            "fast": Reader(models["fast"]),
        }
        for profile, reader in readers.items():
            for name in sorted(unseen):
                article = golds[name]
                parsed = parser.parse(article.text, reporting if profile == "fast" else None)
                alone = fold == 0 and name not in first
                file = f"{ALONE}-{profile}" if alone else f"{_file(corpora, name)}-{profile}"
                found.setdefault(file, {})[name] = row(article, reader.quotations(parsed))
    folder.mkdir(parents=True, exist_ok=True)
    for file, rows in found.items():
        lines = [json.dumps(rows[n], ensure_ascii=False) for n in golds if n in rows]
        (folder / f"{file}.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return {file: f1(list(rows.values()), golds) for file, rows in sorted(found.items())}


def _file(corpora: Corpora, name: str) -> str:
    return next(str(n + 1) for n, corpus in enumerate(corpora) if any(a.id == name for a in corpus))


def row(article: Labelled, found: Sequence[Quotation]) -> Row:
    """What was found in an article, as a scorer reads it."""
    right = set(matched(article, found))
    return {
        "doc_id": article.id,
        "quotes": [
            {
                "start": q.start,
                "end": q.end,
                "spans": q.spans,
                "speaker_text": q.speaker.text if q.speaker else None,
                "speaker_span": _span(q.speaker.start, q.speaker.end) if q.speaker else None,
                "cue_span": _span(q.cue.start, q.cue.end) if q.cue else None,
                "confidence": q.confidence,
                "correct": n in right,
            }
            for n, q in enumerate(found)
        ],
    }


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def matched(article: Labelled, found: Sequence[Quotation]) -> Iterator[int]:
    """Numbers of the quotations that a reader marked as well, each of theirs matched once."""
    text = article.text
    gold = [_letters(text, g.spans) for g in article.gold]
    shares = [
        (len(mine & theirs) / len(mine | theirs), n, m)
        for n, mine in enumerate(_letters(text, q.spans) for q in found)
        for m, theirs in enumerate(gold)
        if mine & theirs
    ]
    taken: set[int] = set()
    for share, n, m in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if share >= RIGHT and m not in taken:
            taken.add(m)
            yield n


def _letters(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())


def f1(rows: Sequence[Row], golds: Mapping[str, Labelled]) -> float:
    """The harmonic mean of precision and recall."""
    shown = [q for each in rows for q in each["quotes"]]
    there = sum(len(golds[each["doc_id"]].gold) for each in rows)
    return 2 * sum(q["correct"] for q in shown) / max(len(shown) + there, 1)
