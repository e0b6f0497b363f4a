"""`parley work`: a worker of the cluster shell, which reads articles and flags shifts."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley work

  PARLEY_HEALTH_PORT=9101 parley work --profile fast
"""


def work(
    context: typer.Context,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes a negotiation.")
    ] = None,
) -> None:
    """Read the articles of the topic, and tell statements, positions and shifts to theirs.

    Start as many as there is work for, on one machine or several: they share the partitions.
    Ctrl-C or SIGTERM stops one; the others take its work over. Nothing is lost, however it ends.
    """
    from parley.cluster.work import serve
    from parley.local.watching import stopped
    from parley.session import Session

    session: Session = context.obj
    settings = session.decide(profile=profile)
    session.start_logging()

    async def worked() -> None:
        await serve(settings, session.clock, stopped(), dossiers=tuple(dossier or ()))

    asyncio.run(worked())
