"""Documents that a command is given directly: files, standard input, JSON lines."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from ingest.articles import Origin, put_together
from ingest.backfill.lines import BadLine, Line, read_line
from ingest.backfill.pages import kind_of, page_line
from ingest.decide.dates import judge
from ingest.outlets import outlet_of
from ingest.text.decode import decode
from parley.failure import Failure
from wire import Article, Statement

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Read:
    """One line that was read: its article, or the problem in words."""

    id: str | int
    article: Article | None
    problem: str = ""


def lines_of(file: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file or of standard input, with their numbers; empty ones are left out."""
    with ExitStack() as stack:
        stream = (
            sys.stdin.buffer
            if file == STANDARD_INPUT
            else stack.enter_context(Path(file).open("rb"))
        )
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def read_lines(file: str, now: datetime) -> Iterator[Read]:
    """The articles of JSON lines, one by one, in their order. Raises `OSError`."""
    for number, data in lines_of(file):
        try:
            line = read_line(data)
        except BadLine as error:
            yield Read("", None, f"line {number}: {error}")
            continue
        yield Read(line.id, _article(line, now))


def one_article(file: str, now: datetime) -> Article:
    """The article of a text or HTML file, or of standard input.

    Raises `OSError`, and `Failure` for a file that holds no text.
    """
    data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    name = Path("page.html" if _is_markup(data) else file)
    if kind_of(name, data[:64]) == "page" or _is_markup(data):
        line = page_line(data)
    else:
        line = Line(id=file, text=decode(data))
    if not line.text.strip():
        raise Failure(f"{file}: there is no text in it")
    return _article(line, now)


def sentence(text: str, now: datetime) -> Article:
    """An article that has nothing but these words."""
    return _article(Line(id="example", text=text), now)


def article_of_line(data: bytes, now: datetime) -> Article:
    """The article of one JSON line. Raises `BadLine`, which is a `ValueError`."""
    return _article(read_line(data), now)


def statement_json(identifier: str | int, statements: Sequence[Statement]) -> str:
    """One output line of `extract --jsonl`: what several parties say or do together is one row
    for each of them, under one id.
    """
    rows = [row for statement in statements for row in _for_each_party(statement)]
    return msgspec.json.encode({"id": identifier, "statements": rows}).decode()


def _for_each_party(statement: Statement) -> Iterator[Statement]:
    if len(statement.parties) < 2:
        yield statement
        return
    for party in statement.parties:
        others = {*statement.counterparties, *statement.parties} - {party}
        yield msgspec.structs.replace(statement, party=party, counterparties=tuple(sorted(others)))


def _is_markup(data: bytes) -> bool:
    head = data[:1024].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head


def _article(line: Line | Article, now: datetime) -> Article:
    if isinstance(line, Article):
        return line  # as `parley export articles --with-times` wrote it
    dated = judge(line.published_at, now=None)
    seen = dated.at if dated.trusted and dated.at else now
    origin = Origin(
        identity=f"id:{line.id}",
        outlet=outlet_of(line.outlet, line.url),
        first_seen_at=seen,
        fetched_at=seen,
        url=line.url,
        backfilled=True,
    )
    return put_together(origin, line.title or "", line.text, dated, "en")
