"""`parley search`: find statements, articles or shifts."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from wire.alert import Subject

EPILOG = """Examples:

  parley search '"no grounds" OR ultimatum after:2026-03-01'

  parley search 'party:Ruritania issue:talks stance:<0' --facets

  parley search --in shifts 'party:"United States"' --json
"""


class In(StrEnum):
    """Where to look."""

    statements = "statements"
    articles = "articles"
    shifts = "shifts"


KINDS: dict[In, Subject] = {
    In.statements: "statement",
    In.articles: "article",
    In.shifts: "shift",
}


def search(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(help='Words, "phrases", fields; see the guide. All when left out.')
    ] = "",
    kind: Annotated[In, typer.Option("--in", help="What to look for.")] = In.statements,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
    after: Annotated[
        str | None, typer.Option(help="Go on where a page ended (its cursor).")
    ] = None,
    relevance: Annotated[
        bool, typer.Option("--relevance", help="Best first instead of newest first.")
    ] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count parties, issues, outlets … of all matches.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Shifts however unsure; else from a confidence of 0.3.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Search what is stored, newest first.

    Fields: `party:` `speaker:` `issue:` `move:` `stance:` `kind:` `outlet:` `after:` `before:`, of
    shifts also `confidence:`. JSON lines are of all shifts unless the query says otherwise.
    """
    from parley.found import show_facets, show_left_out, show_page
    from parley.names import party_names
    from parley.session import Session
    from search.query import parse, sure_enough
    from wire import codec

    session: Session = context.obj
    subject = KINDS[kind]
    asked = parse(query, subject, party_names(session.settings))
    tree = asked if every or as_json else sure_enough(asked, subject)
    with session.index() as index:
        if facets:
            counted = index.counted(subject, tree)
            show_facets(session.out, counted.facets)
            if not counted.exact:
                session.err.print(f"of the newest {counted.number:,}; there are more", markup=False)
            return
        page = index.search(subject, tree, limit, after, order="relevance" if relevance else "date")
        if as_json:
            for hit in page.hits:
                sys.stdout.write(codec.encode(hit.document).decode() + "\n")
            return
        show_page(session.out, subject, page)
        if tree is not asked:
            show_left_out(session.err, index, asked)
        if page.next:
            session.err.print(f"more: add --after {page.next}", markup=False)
