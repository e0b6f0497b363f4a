"""`parley trace`: one article through every stage, with times."""

from typing import Annotated

import typer

EPILOG = """Example:

  parley trace 2026-05-0123456789abcdef0123
"""


def trace(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="The article's id.")],
) -> None:
    """Show what became of an article: when it was seen, read, stored, sent, and what came of it."""
    from parley.failure import Failure
    from parley.letters import Choice, letters_of
    from parley.office import open_office
    from parley.render import render_rows
    from parley.session import Session
    from parley.way import letter_rows, way
    from wire import Article

    session: Session = context.obj
    with open_office(session) as office:
        found = office.index.get("article", article)
        chosen = letters_of(session).list(Choice(replayed=None), 1000)
        letters = [letter for letter in chosen if letter.article_id == article]
        if not isinstance(found, Article) and not letters:
            raise Failure(f"no article {article}; `parley search --in articles WORDS` finds ids")
        rows = list(way(office, found)) if isinstance(found, Article) else []
        render_rows(session.out, rows + letter_rows(letters))
