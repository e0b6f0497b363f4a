"""`parley takedown`: forget an article and everything that was read from it."""

from typing import Annotated

import typer

EPILOG = """Example:

  parley takedown 2026-05-0123456789abcdef0123
"""


def takedown(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="The article's id.")],
) -> None:
    """Erase an article, its statements, and the shifts that stood on it; it does not come back.

    Works beside a running pipeline. The words are overwritten in the file, not only unlinked.
    """
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    with session.store() as store:
        if store.index.get("article", article) is None:
            raise Failure(f"no article {article}; `parley search --in articles WORDS` finds ids")
        with store.database.write(erasing=True) as tx:
            changes = store.sets.takedown(tx, article)
            store.index.erase(tx, article)
            store.index.apply(tx, shifts=changes.shifts)
            store.letters.erase(tx, article)
        # Revisions that were replaced earlier may linger in free pages.
        store.database.compact()
    session.err.print(
        f"forgotten: {article}, {len(changes.statements)} statements; "
        f"{len(changes.shifts)} shifts changed",
        markup=False,
    )
