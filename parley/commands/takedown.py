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

    Works beside a running pipeline. The words are overwritten in the file, not only unlinked. In
    the cluster shell the roles do it when the notice reaches them; Kafka itself forgets messages
    with the words when their topic's time is up, a month at most.
    """
    from parley.failure import Failure
    from parley.session import Session
    from wire.ids import is_article_id

    session: Session = context.obj
    if not is_article_id(article):
        raise Failure(f"no article {article}; `parley search --in articles WORDS` finds ids")
    if session.settings.shell == "cluster":
        from parley.cluster.takedown import send_notice

        send_notice(session, article)
        session.err.print(
            f"sent: {article} is forgotten as soon as the roles have read it"
            " (`parley lag --wait 60`)",
            markup=False,
        )
        return
    with session.store() as store:
        # Of an article that was pruned, or could not be read, words may be left: in a dead letter,
        # in a position that still stands, in a shift that quotes it.
        with store.database.write(erasing=True) as tx:
            changes = store.sets.takedown(tx, article)
            documents = store.index.erase(tx, article)
            store.index.apply(tx, shifts=changes.shifts)
            store.alerts.take(tx, (*changes.articles, *changes.statements, *changes.shifts), {})
            store.alerts.erase(tx, article)
            letters = store.letters.erase(tx, article)
        # Revisions that were replaced earlier may linger in free pages.
        store.database.compact()
    if not (documents or letters or changes.articles or changes.facts):
        session.err.print(f"nothing is stored of {article}; it is kept out", markup=False)
        return
    session.err.print(
        f"forgotten: {article}, {len(changes.statements)} statements; "
        f"{len(changes.shifts)} shifts changed",
        markup=False,
    )
