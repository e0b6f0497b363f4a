"""What a search found, for people: hits in their kind's form, and counts of facets."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from parley.render import marked, render_rows, render_shifts, render_statements
from search.index import Index, Page
from search.query import LEAST, Query, left_out
from wire import Article, Shift, Statement

SHOWN = 10
"""Values of a facet that are shown; the export has them all."""


def show_page(console: Console, kind: str, page: Page) -> None:
    """Print the hits and how many there are in all."""
    documents = [hit.document for hit in page.hits]
    if kind == "shift":
        render_shifts(console, [each for each in documents if isinstance(each, Shift)])
    elif kind == "statement":
        render_statements(console, [each for each in documents if isinstance(each, Statement)])
    else:
        for hit in page.hits:
            if isinstance(hit.document, Article):
                _article(console, hit.document, hit.highlights.get("title", ()))
    more = "" if page.exact else " or more"
    console.print(Text(f"{len(page.hits)} of {page.total:,}{more}", "dim"))


def _article(console: Console, article: Article, places: Sequence[tuple[int, int]]) -> None:
    console.print(
        Text.assemble(
            marked(article.title or "(no title)", [(start, end) for start, end in places]),
            (f"  {article.outlet.name}, {article.first_seen_at:%d %b %Y}  {article.id}", "dim"),
        )
    )


def show_sure_shifts(console: Console, notes: Console, shifts: Sequence[Shift]) -> None:
    """Print those that are sure enough; say on `notes` how many are not."""
    sure = [each for each in shifts if each.confidence >= LEAST]
    render_shifts(console, sure)
    if len(sure) < len(shifts):
        notes.print(
            f"{len(shifts) - len(sure):,} of a confidence under {LEAST:g} left out:"
            " `parley search --in shifts --all` shows them",
            markup=False,
        )


def show_left_out(console: Console, index: Index[Any], asked: Query) -> None:
    """Say how many shifts a list leaves out for being unsure, and how to see them."""
    page = index.search("shift", left_out(asked), 1)
    if page.total:
        more = "" if page.exact else " or more"
        console.print(
            f"{page.total:,}{more} of a confidence under {LEAST:g} left out: --all shows them",
            markup=False,
        )


def show_facets(console: Console, facets: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    """Print the most frequent values of each field."""
    rows = [
        ("" if number else name, value, f"{count:,}")
        for name, values in facets.items()
        for number, (value, count) in enumerate(values[:SHOWN])
    ]
    render_rows(console, rows)
