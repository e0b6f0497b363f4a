"""HTML files and WARC archives become lines, so that one plan orders them all."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

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

    Raises `BadFile` where the archive breaks off; what stood before has been given by then.
    """
    records = ArchiveIterator(file)
    try:
        for record in records:
            if record.rec_type != "response" or record.http_headers is None:
                continue
            headers = record.http_headers
            content_type = headers.get_header("Content-Type") or ""
            if headers.get_statuscode() != "200" or "html" not in content_type.lower():
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            data = record.content_stream().read(MAX_PAGE)
            line = page_line(data, url=url, content_type=content_type)
            if line.published_at is None:
                line = Line(
                    id=line.id,
                    text=line.text,
                    title=line.title,
                    url=line.url,
                    published_at=record.rec_headers.get_header("WARC-Date"),
                )
            yield f"record {url}", line
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise BadFile(f"the archive can't be read on: {error}") from error
