"""`parley work`: a worker of the cluster shell, which reads articles and flags shifts."""

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
    from parley.cluster.roles import run_role
    from parley.cluster.work import serve
    from parley.session import Session

    session: Session = context.obj
    session.decide(profile=profile)
    run_role(session, "work", lambda role: serve(role, tuple(dossier or ())))
