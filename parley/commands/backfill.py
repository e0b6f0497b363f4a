"""`parley backfill`: articles from files through the same pipeline as those from feeds."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley backfill articles.jsonl

  parley backfill --outlet "Lowlands Post" pages/*.html crawl.warc.gz
"""


def backfill(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="JSON lines, HTML or WARC files.")],
    outlet: Annotated[
        str | None, typer.Option(help="Who published what does not say so itself.")
    ] = None,
    as_given: Annotated[
        bool, typer.Option("--as-given", help="In the order of the files, not by date.")
    ] = False,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes a negotiation.")
    ] = None,
) -> None:
    """Read articles from files; what is stored already is skipped, so it can be started again.

    In the cluster shell they are sent to Kafka; `parley lag --wait 600` tells when all is done.

    JSON lines are `{"id","text","title"?,"published_at"?,"outlet"?,"url"?}`; an id that comes again
    with another text is a revision. Each counts as first seen when it was published.
    """
    from parley.cluster.backfilling import publish_files
    from parley.local.backfilling import backfill_files
    from parley.session import Session

    session: Session = context.obj
    settings = session.decide(profile=profile)
    session.start_logging()
    for path in files:
        path.stat()
    if settings.shell == "cluster":
        work = publish_files(session, files, outlet, as_given)
    else:
        work = backfill_files(session, files, outlet, as_given, tuple(dossier or ()))
    tally = asyncio.run(work)
    session.err.print(tally.sentence(), markup=False)
    if tally.dead:
        raise typer.Exit(1)
