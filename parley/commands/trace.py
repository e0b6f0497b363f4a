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
    """Show what became of an article: when it was seen, read, stored, and what came out of it."""
    from rich.table import Table
    from rich.text import Text

    from parley.failure import Failure
    from parley.session import Session
    from wire import Article

    session: Session = context.obj
    with session.store() as store:
        found = store.index.get("article", article)
        letters = [
            letter
            for letter in store.letters.list(replayed=None, limit=1000)
            if letter.article_id == article
        ]
        if not isinstance(found, Article) and not letters:
            raise Failure(f"no article {article}; `parley search --in articles WORDS` finds ids")
        table = Table.grid(padding=(0, 2))
        if isinstance(found, Article):
            table.add_row("title", Text(found.title))
            table.add_row("outlet", Text(f"{found.outlet.name} ({found.outlet.domain})"))
            table.add_row("link", Text(found.url or "none"))
            table.add_row("revision", str(found.version))
            claimed = "" if found.published_trusted else " (not trusted)"
            stages = {"published": found.published_at, "seen": found.first_seen_at}
            stages |= {"fetched": found.fetched_at, **found.stamps}
            for name, moment in stages.items():
                remark = claimed if name == "published" else ""
                table.add_row(name, f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC{remark}" if moment else "-")
            for statement in store.read_from(article):
                table.add_row("statement", Text(f"{statement.id}  {statement.text}"))
            for entry in store.history():
                if entry.article_id == article:
                    words = f"{entry.shift_id}  {entry.status}: {entry.reason}"
                    table.add_row("shift", Text(words))
        for letter in letters:
            table.add_row("dead letter", Text(f"{letter.id}  {letter.stage}: {letter.text}"))
        session.out.print(table)
