"""Which articles the files hold and in which order they go: two passes, no text kept in memory."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from ingest.articles import Origin, put_together
from ingest.backfill.lines import BadLine, Line, raw_lines, read_line
from ingest.backfill.pages import BadFile, archive_lines, kind_of, page_line
from ingest.decide.dates import judge
from ingest.outlets import outlet_of
from ingest.text import language_of
from wire import Article, DeadLetter, Outlet
from wire.dead_letter import ErrorClass, dead_letter

Remembered = Callable[[str, str], datetime | None]
"""(outlet's domain, identity) -> when an article was first seen in an earlier run, if it was."""

BEGINNING = 64 * 1024
"""Bytes kept of an input that is too large to be kept whole."""


BAD_LINES = 200
"""Bad lines after which a file that has more of them than good ones is left alone: to set a
stranger's table or archive aside line by line, each as a dead letter, helps nobody."""


class NotArticles(Exception):
    """A file is something else than articles; the message names it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an article stands. `at` None sorts last: it counts as seen now."""

    at: datetime | None
    file: int
    number: int
    offset: int
    position: str


class Backfill:
    """The articles of some files, each with first sight, fetch and publication at one moment.

    An id that comes again (at the same outlet) is a revision: all revisions have the earliest date
    as their first sight, so any order of the lines gives the same article ids. Lines without a
    date count as seen at `now`, and are not trusted. Bad lines go to `on_dead`, articles that are
    not for Parley to `on_drop(reason, position, n)`; the rest goes on.

    An article that Parley itself has exported comes as it was, with its id and its first sight;
    only its revision is counted anew, since earlier ones may be missing.

    Use as a context manager: it holds the files open, and extracted pages in a temporary file.
    `len()` is the number of articles before those that are dropped.
    """

    def __init__(
        self,
        files: Sequence[Path],
        *,
        now: datetime,
        outlet: str | None = None,
        as_given: bool = False,
        max_article_bytes: int = 2 * 1024 * 1024,
        remembered: Remembered = lambda _domain, _identity: None,
        on_dead: Callable[[DeadLetter], None] = lambda _letter: None,
        on_drop: Callable[[str, str, int], None] = lambda _reason, _position, _n: None,
    ) -> None:
        self._paths = files
        self._now = now
        self._outlet = outlet
        self._as_given = as_given
        self._max_article_bytes = max_article_bytes
        self._remembered = remembered
        self._on_dead = on_dead
        self._on_drop = on_drop
        self._stack = ExitStack()
        self._files: list[BinaryIO] = []
        self._places: list[_Place] = []
        self._earliest: dict[tuple[str, str], datetime] = {}

    def __enter__(self) -> "Backfill":
        with ExitStack() as opened:
            for path in self._paths:
                self._survey(path, opened)
            self._stack = opened.pop_all()
        if not self._as_given:
            self._places.sort(key=lambda p: (p.at or self._now, p.file, p.number))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Article]:
        for place in self._places:
            file = self._files[place.file]
            file.seek(place.offset)
            data = file.readline()
            try:
                article = self._article(read_line(data), place.position, data)
            except BadLine as error:  # the file was changed meanwhile
                self._dead("malformed", str(error), data[:BEGINNING], place.position)
                continue
            except Exception as error:
                # Hostile text breaks parsers in its own ways: the line is kept, the rest goes on.
                self._dead("crashed", repr(error), data[:BEGINNING], place.position)
                continue
            if article is not None:
                yield article

    def _survey(self, path: Path, opened: ExitStack) -> None:
        """First pass over a file: places and dates.

        Raises `OSError` for one that can't be read, `NotArticles` for one that holds none.
        """
        file = opened.enter_context(path.open("rb"))
        kind = kind_of(path, file.read(64))
        file.seek(0)
        if kind == "lines":
            self._files.append(file)
            bad = 0
            for number, offset, data in raw_lines(file):
                bad += not self._note(number, offset, data, f"{path}:{number}")
                if bad >= BAD_LINES and bad * 2 > number:
                    raise NotArticles(
                        f"{path}: {bad:,} of its first {number:,} lines can't be read as articles; "
                        "is it JSON lines? Nothing was taken from it"
                    )
            return
        spool = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        self._files.append(spool)
        pages = archive_lines(file) if kind == "archive" else [("", page_line(file.read()))]
        try:
            for number, (where, line) in enumerate(pages, start=1):
                offset, data = spool.tell(), msgspec.json.encode(line) + b"\n"
                spool.write(data)
                self._note(number, offset, data, f"{path} {where}".rstrip())
        except BadFile as error:
            self._dead("malformed", str(error), b"", str(path))

    def _note(self, number: int, offset: int, data: bytes, position: str) -> bool:
        """Remember where an article stands; false for a line that is none."""
        try:
            line = read_line(data)
        except BadLine as error:
            self._dead("malformed", str(error), data[:BEGINNING], position)
            return False
        at = line.fetched_at if isinstance(line, Article) else self._date(line)
        self._places.append(_Place(at, len(self._files) - 1, number, offset, position))
        if at is not None and isinstance(line, Line):
            key = (self._outlet_of(line).domain, _identity(line))
            self._earliest[key] = min(at, self._earliest.get(key, at))
        return True

    def _article(self, line: Line | Article, position: str, data: bytes) -> Article | None:
        if not line.text.strip():
            self._on_drop("no_text", position, 1)
            return None
        size = len(line.text.encode("utf-8", "replace"))
        if size > self._max_article_bytes:
            reason = f"a text of {size} bytes, the limit is {self._max_article_bytes}"
            self._dead("too_large", reason, data[:BEGINNING], position, whole=data)
            return None
        if isinstance(line, Article):
            return msgspec.structs.replace(line, version=0, stamps={}, backfilled=True)
        language = language_of(f"{line.title or ''}\n{line.text}")
        if language != "en":
            self._on_drop("language", position, 1)
            return None
        outlet, identity = self._outlet_of(line), _identity(line)
        seen = self._remembered(outlet.domain, identity)
        origin = Origin(
            identity=identity,
            outlet=outlet,
            first_seen_at=seen or self._earliest.get((outlet.domain, identity), self._now),
            fetched_at=self._date(line) or self._now,
            url=line.url,
            backfilled=True,
        )
        dated = judge(line.published_at, now=None)
        return put_together(origin, line.title or "", line.text, dated, language)

    def _date(self, line: Line) -> datetime | None:
        dated = judge(line.published_at, now=None)
        return dated.at if dated.trusted else None

    def _outlet_of(self, line: Line) -> Outlet:
        return outlet_of(line.outlet or self._outlet, line.url)

    def _dead(
        self,
        error: ErrorClass,
        text: str,
        original: bytes,
        position: str,
        whole: bytes | None = None,
    ) -> None:
        says = f"{position}: {text}"
        self._on_dead(
            dead_letter(
                "parse", error, says, original, position=position, at=self._now, whole=whole
            )
        )


def _identity(line: Line) -> str:
    return f"id:{str(line.id).strip()}"
