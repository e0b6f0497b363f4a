"""`parley trace`: one article through every stage, with times."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wire import Article

EPILOG = """Example:

  parley trace 2026-05-0123456789abcdef0123
"""


def trace(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="The article's id.")],
) -> None:
    """Show what became of an article: when it was seen, read, stored, and what came out of it."""
    from parley.failure import Failure
    from parley.letters import Choice, letters_of
    from parley.office import open_office
    from parley.render import render_rows
    from parley.session import Session
    from search.query import Keyword
    from wire import Article, Statement

    session: Session = context.obj
    with open_office(session) as office:
        found = office.index.get("article", article)
        chosen = letters_of(session).list(Choice(replayed=None), 1000)
        letters = [letter for letter in chosen if letter.article_id == article]
        if not isinstance(found, Article) and not letters:
            raise Failure(f"no article {article}; `parley search --in articles WORDS` finds ids")
        rows: list[tuple[str, str]] = []
        if isinstance(found, Article):
            rows += article_rows(found)
            rows += [
                ("statement", f"{each.id}  {each.text}")
                for each in office.index.scan("statement", Keyword("article", article))
                if isinstance(each, Statement)
            ]
            rows += [
                ("shift", f"{each.shift_id}  {each.status}: {each.reason}")
                for each in office.store.history()
                if each.article_id == article
            ]
        rows += [
            ("dead letter", f"{letter.id}  {letter.stage}: {letter.text}") for letter in letters
        ]
        render_rows(session.out, rows)


def article_rows(article: "Article") -> list[tuple[str, str]]:
    """What is known of an article itself, and when each stage had it."""
    stages = {
        "published": article.published_at,
        "seen": article.first_seen_at,
        "fetched": article.fetched_at,
        **article.stamps,
    }
    doubt = "" if article.published_trusted else " (not trusted)"
    return [
        ("title", article.title),
        ("outlet", f"{article.outlet.name} ({article.outlet.domain})"),
        ("link", article.url or "none"),
        ("revision", str(article.version)),
        *(
            (name, f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC{doubt if name == 'published' else ''}")
            for name, moment in stages.items()
            if moment is not None
        ),
    ]
