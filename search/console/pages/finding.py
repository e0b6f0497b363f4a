"""Search: hits with their words marked in their paragraph, facets, numbers over time, export."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.asking import Asked, asked
from search.console.desk import Desk, desk_of
from search.console.drawing import histogram
from search.console.marks import Piece, paragraph, with_hits
from search.console.pages.rendering import page
from search.console.saving import as_query
from search.console.streaming import Export
from search.console.unsure import left_out_of
from search.export import Format, lines
from search.index import Hit, Kind
from wire import Article, Statement

PLACES: dict[str, Kind] = {"statements": "statement", "articles": "article", "shifts": "shift"}
MEDIA: dict[str, tuple[Format, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/x-ndjson"),
}
SHOWN_VALUES = 8
"""Values of a facet that are shown."""

BEGINNING = 300
"""Code points of an article that are shown under its title."""

PIECE = 64 * 1024
"""Characters of an export that are sent at once."""


@dataclass(frozen=True)
class Found:
    """A hit as it is shown."""

    document: object
    pieces: list[Piece]
    title: list[Piece]


def search(request: Request) -> Response:
    """The page of a search; without a question, everything."""
    desk = desk_of(request)
    place, question = _question(request, desk)
    found = desk.index.search(question.kind, question.shown, question.limit, question.cursor)
    counted = desk.index.counted(question.kind, question.shown)
    return page(
        request,
        "search.html",
        here="search",
        asked=question,
        saved=as_query(question),
        place=place,
        places=PLACES,
        found=found,
        unsure=left_out_of(desk.index, question),
        hits=[_found(desk, hit, question) for hit in found.hits],
        facets={name: values[:SHOWN_VALUES] for name, values in counted.facets.items()},
        counted=counted,
        histogram=histogram(counted.days),
    )


def export(request: Request) -> Response:
    """All that a search finds, as CSV or JSON lines, by id."""
    desk = desk_of(request)
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"there is search.{' and search.'.join(MEDIA)}")
    place, question = _question(request, desk)
    kind: Format
    kind, media = MEDIA[form]
    documents = desk.index.scan(question.kind, question.query)
    return Export(in_pieces(lines(question.kind, documents, kind)), media, f"parley-{place}.{form}")


def _question(request: Request, desk: Desk) -> tuple[str, Asked]:
    place = request.query_params.get("in", "statements")
    if place not in PLACES:
        raise HTTPException(400, f"in must be one of {', '.join(PLACES)}")
    return place, asked(request.query_params, PLACES[place], desk.party_name)


def _found(desk: Desk, hit: Hit, question: Asked) -> Found:
    document = hit.document
    if isinstance(document, Article):
        beginning = document.text[:BEGINNING]
        spans = [span for span in hit.highlights.get("text", ()) if span[1] <= len(beginning)]
        title = with_hits(document.title, hit.highlights.get("title", ()))
        return Found(document, with_hits(beginning, spans), title)
    if isinstance(document, Statement):
        article = desk.index.get("article", document.article_id)
        if isinstance(article, Article) and document.end <= len(article.text):
            return Found(document, paragraph(article.text, document, question.query), [])
        return Found(document, with_hits(document.text, hit.highlights.get("text", ())), [])
    return Found(document, [], [])


def in_pieces(found: Iterator[str]) -> Generator[str]:
    """Lines in pieces large enough to be sent."""
    batch: list[str] = []
    length = 0
    for line in found:
        batch.append(line)
        length += len(line)
        # By length: one article may be two megabytes long.
        if length >= PIECE:
            yield "".join(batch)
            batch, length = [], 0
    yield "".join(batch)
