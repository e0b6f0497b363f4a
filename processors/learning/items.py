"""Texts that readers have labelled, and what Parley finds in them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from processors.positions.parties import Parties
from processors.positions.stance import ReadPosition
from processors.quotes import reader_of
from processors.reported_deeds import reported_deeds
from processors.reported_words import reported_words
from processors.scene import scene_of
from processors.syntax import Parser
from runtime.signature import signature
from wire import Article, Outlet, Statement
from wire.ids import article_id


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the issues of each party that takes a position in it, and its stances on them.

    `thread` names what must not be torn apart when some are kept for measuring; "" for invented.
    `name` and `day` (an ISO date) are those of an item of news.
    """

    text: str
    thread: str
    name: str = ""
    day: str = ""
    issues: Mapping[str, Counter[str]] = field(default_factory=dict)
    stances: Mapping[tuple[str, str], int] = field(default_factory=dict)


def labelled(path: str) -> Iterator[Labelled]:
    """The texts of a file of sentences, or of a pair `ITEMS+LABELS`.

    Raises ValueError naming file and line where a line has another form.
    """
    first, _, second = path.partition("+")
    if not second:
        for row in _rows(first, "text", "statements"):
            issues, stances = _told(row["statements"])
            yield Labelled(row["text"], "", issues=issues, stances=stances)
        return
    labels: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(second, "doc_id"):
        labels.setdefault(row["doc_id"], []).extend([] if row.get("none") else [row])
    for row in _rows(first, "doc_id", "text"):
        if row["doc_id"] in labels:
            thread = row.get("thread") or (row.get("topics") or [row["doc_id"]])[0]
            issues, stances = _told(labels[row["doc_id"]])
            yield Labelled(row["text"], thread, row["doc_id"], row.get("date", ""), issues, stances)


def article_of(one: Labelled) -> Article:
    """The text as an article of its day, whose outlet nobody knows."""
    at = datetime.fromisoformat(one.day or "2000-01-01").replace(tzinfo=UTC)
    return Article(
        id=article_id("news.example", one.name, at),
        identity=one.name,
        outlet=Outlet(name="", domain="news.example"),
        text=one.text,
        published_at=at,
        published_trusted=True,
        first_seen_at=at,
        fetched_at=at,
        content_hash="",
        signature=signature(one.text),
    )


def found(texts: Iterable[Labelled], read: ReadPosition) -> Iterator[tuple[Labelled, Statement]]:
    """The statements in each text, each right after `read` has read its position."""
    parser, reader, parties = Parser(), reader_of("accurate"), Parties()
    for one in texts:
        scene = scene_of(article_of(one), parser.parse(one.text), reader, parties, ())
        for rows in (
            reported_words(scene, parties, "", read),
            reported_deeds(scene, parties, "", read),
        ):
            for row in rows:
                yield one, row


def key_of(party: str) -> str:
    """What stands for a party, however its name is spelt."""
    return party.casefold().removeprefix("the ")


def fold_of(thread: str, folds: int) -> int:
    """The part that a thread is measured in: the same each time."""
    return int(hashlib.sha256(thread.encode()).hexdigest(), 16) % folds


def _rows(path: str, *needed: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                for name in needed:
                    row[name]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: needs {' and '.join(needed)}") from error
            yield row


def _told(
    labels: Iterable[Mapping[str, Any]],
) -> tuple[dict[str, Counter[str]], dict[tuple[str, str], int]]:
    """The issues of each party, and of both the stance that is labelled first."""
    issues: dict[str, Counter[str]] = {}
    stances: dict[tuple[str, str], int] = {}
    for label in labels:
        party, issue = key_of(label["party"]), label["issue"]
        issues.setdefault(party, Counter())[issue] += 1
        if "stance" in label:
            stances.setdefault((party, issue), label["stance"])
    return issues, stances
