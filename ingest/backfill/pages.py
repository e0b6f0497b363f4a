"""HTML files and WARC archives become lines, so that one plan orders them all."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from ingest.backfill.lines import Line
from ingest.text import read_page
from wire.ids import digest

Kind = Literal["lines", "page", "archive"]

MAX_PAGE = 16 * 1024 * 1024
"""Bytes of one page that are read; what follows is no article."""


class BadFile(ValueError):
    """The file, or a part of it, can't be read; the message says why."""


def kind_of(path: Path, beginning: bytes) -> Kind:
    """What a file is, by its name, else by its first bytes."""
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")) or beginning.startswith(b"WARC/"):
        return "archive"
    if name.endswith((".html", ".htm", ".xhtml")):
        return "page"
    if name.endswith((".jsonl", ".ndjson", ".json")):
        return "lines"
    return "page" if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "lines"


def page_line(data: bytes, *, url: str | None = None, content_type: str | None = None) -> Line:
    """The article of a page: its id is its own address, else its content."""
    page = read_page(data, content_type, url)
    address = url or page.canonical
    return Line(
        id=address or digest("page", page.title, page.text),
        text=page.text,
        title=page.title,
        published_at=page.published,
        url=address,
    )


def archive_lines(file: BinaryIO) -> Iterator[tuple[str, Line]]:
    """(where it stands, article) of each HTML response with status 200 in a WARC archive.

    Raises `BadFile` where there is no record or the archive breaks off; what stood before has been
    given by then.
    """
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(file), start=1):
            line = _response_line(record)
            if line is not None:
                yield f"record {number} ({line.url})", line
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise BadFile(f"the archive can't be read after record {number}: {error}") from error
    if not number:
        raise BadFile("no record of a WARC archive is in it")


def _response_line(record: ArcWarcRecord) -> Line | None:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    content_type = headers.get_header("Content-Type") or ""
    if "html" not in content_type.lower():
        return None
    data = record.content_stream().read(MAX_PAGE)
    if len(data) < MAX_PAGE and getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("the file ends inside the next record")
    url = record.rec_headers.get_header("WARC-Target-URI")
    line = page_line(data, url=url, content_type=content_type)
    crawled = record.rec_headers.get_header("WARC-Date")
    return msgspec.structs.replace(line, published_at=line.published_at or crawled)
