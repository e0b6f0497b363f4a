"""One line of a backfill file: what it must hold, and how it is read."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from wire import Article

MAX_LINE = 32 * 1024 * 1024
"""Bytes. A text of the largest article in JSON's longest escapes is shorter than this."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a file; further fields are ignored. `outlet` is a name or a domain."""

    id: str | int
    text: str
    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None


class Raw(NamedTuple):
    """A line as it stands: its number from 1, where it begins in bytes, and its bytes."""

    number: int
    offset: int
    data: bytes


class BadLine(ValueError):
    """The line holds no article; the message says why."""


def raw_lines(file: BinaryIO) -> Iterator[Raw]:
    """The lines of a file, those without content left out; of overlong ones only the beginning."""
    number = offset = 0
    while data := file.readline(MAX_LINE + 1):
        number, start = number + 1, offset
        offset += len(data)
        while not data.endswith(b"\n") and (rest := file.readline(MAX_LINE)):
            offset += len(rest)
            if rest.endswith(b"\n"):
                break
        if data.strip():
            yield Raw(number, start, data)


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What only an article has that Parley itself has exported."""

    identity: str
    content_hash: str
    first_seen_at: str | None = None


_decoder = msgspec.json.Decoder(Line)
_of_export = msgspec.json.Decoder(Exported)
_of_article = msgspec.json.Decoder(Article)


def read_line(data: bytes) -> Line | Article:
    """The article of one line: described, or as `parley export articles --with-times` wrote it.

    Raises `BadLine`.
    """
    if len(data) > MAX_LINE:
        raise BadLine(f"a line of more than {MAX_LINE} bytes")
    data = data.strip().removeprefix(b"\xef\xbb\xbf")
    exported = _exported(data)
    if exported is not None:
        return exported
    try:
        line = _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadLine(str(error)) from error
    if not str(line.id).strip():
        raise BadLine("the id is empty")
    return line


def _exported(data: bytes) -> Article | None:
    if b'"content_hash"' not in data:
        return None
    try:
        if _of_export.decode(data).first_seen_at is None:
            raise BadLine("an exported article without its times: export it with --with-times")
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    try:
        return _of_article.decode(data)
    except msgspec.MsgspecError as error:
        raise BadLine(f"an exported article that can't be read: {error}") from error
