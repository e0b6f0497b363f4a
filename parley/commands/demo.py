"""`parley demo`: the tour without a network, on invented newsrooms served by itself."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley demo

  parley demo --once

  parley demo --once --newsroom my-newsroom
"""


def demo(
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Run to the end quickly, print the shifts, stop.")
    ] = False,
    newsroom: Annotated[
        list[Path] | None, typer.Option(help="A folder with a newsroom of your own.")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The console's port: 8080 as given, 0 a free one."),
    ] = None,
) -> None:
    """Run the whole pipeline on two invented negotiations, days in seconds.

    Twelve invented outlets publish on loopback ports; Parley reads them as it reads the world.
    The console is served beside it and stays until Ctrl-C; with `--once` only if `--port` is given.
    In the cluster shell it runs on Kafka and Elasticsearch, those of the settings or some of its
    own (Java 17 and Maven), under a prefix of its own, and takes everything away at the end.
    """
    from parley.local.console import listener_or_none
    from parley.session import Session

    session: Session = context.obj
    if session.decide(profile=profile).shell == "cluster":
        from parley.cluster.touring import tour

        if not session.asked("log_level"):
            # The roles of a cluster tell operators much that is nothing to whoever looks on.
            session.decide(log_level="warning")
    else:
        from parley.local.touring import tour
    session.start_logging()
    taken = None if once and port is None else listener_or_none(session, port)
    asyncio.run(tour(session, tuple(newsroom or ()), once, taken))
