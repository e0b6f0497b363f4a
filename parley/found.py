"""What a search found, for people: hits in their kind's form, and counts of facets."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from parley.render import marked, render_rows, render_shifts, render_statements
from search.index import Page
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


def show_facets(console: Console, facets: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    """Print the most frequent values of each field."""
    rows = [
        ("" if number else name, value, f"{count:,}")
        for name, values in facets.items()
        for number, (value, count) in enumerate(values[:SHOWN])
    ]
    render_rows(console, rows)
