"""`parley indices`: the indices of the cluster shell at Elasticsearch."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.session import Session
    from search.index.elastic import ElasticIndex

app = typer.Typer(help="Make, move and prune the indices at Elasticsearch.", no_args_is_help=True)


@app.command(
    epilog="""Example:

  parley indices apply
"""
)
def apply(context: typer.Context) -> None:
    """Make templates as this program wants them; again and again without harm.

    Indices with other mappings are named, and left as they are: `parley indices reindex` moves
    them.
    """
    from search.index.elastic import administration

    session: Session = context.obj
    index = _index(session)
    replication = session.settings.replication
    changed = administration.apply(index.connection, index.names, replication)
    for words in changed:
        session.out.print(f"brought up to date: {words}", markup=False)
    drifted = administration.drift(index.connection, index.names)
    for words in drifted:
        session.out.print(f"has other mappings: {words}", markup=False)
    if drifted:
        session.err.print("`parley indices reindex` moves them to these", markup=False)
    elif not changed:
        session.err.print("everything is as it should be")


@app.command(
    epilog="""Examples:

  parley indices reindex

  parley indices reindex --all
"""
)
def reindex(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Also those whose mappings are of today.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin again where a move was broken off.")
    ] = False,
) -> None:
    """Move indices to the mappings of today, a month at a time, while reading and writing go on.

    Needs room on Elasticsearch's disk for a second copy of the largest month.
    """
    from search.index.elastic.reindexing import Reindexing

    session: Session = context.obj
    index = _index(session)

    def tell(words: str) -> None:
        session.err.print(words, markup=False)

    moving = Reindexing(index.connection, index.names, tell, time.sleep)
    moved = moving.run(everything=every, anew=anew)
    session.err.print(f"{moved} indices moved" if moved else "no index has other mappings")


@app.command(
    epilog="""Examples:

  parley indices prune

  parley indices prune --before 2024-01-01
"""
)
def prune(
    context: typer.Context,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Remove what is older than this day's month."),
    ] = None,
) -> None:
    """Remove the indices of old months, and what was taken down from the server's files.

    Without `--before` the setting `retention_months` decides. What was taken down stays so.
    """
    from parley.forgetting import pruned_before

    session: Session = context.obj
    moment = pruned_before(session, before.replace(tzinfo=UTC) if before else None)
    index = _index(session)
    documents = index.prune(None, moment)
    index.expunge()
    session.err.print(
        f"forgotten, older than {moment:%B %Y}: {documents:,} documents", markup=False
    )


def _index(session: "Session") -> "ElasticIndex":
    from search.index.elastic import unchecked

    index = unchecked(session.settings)
    index.connection.check()
    return index
