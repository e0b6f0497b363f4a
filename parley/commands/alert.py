"""`parley alert`: the cluster's role that tells people."""

import asyncio

import typer

EPILOG = """Example:

  PARLEY_SHELL=cluster parley --data-dir /srv/alert alert
"""


def alert(context: typer.Context) -> None:
    """Group what watches met into alerts and deliver them, until it is stopped.

    One is at work, a second stands by on a data directory of its own. The directory holds a cache:
    what is lost with it is read again from the topics, and nobody is told anything twice.
    """
    from parley.cluster import alert as role
    from parley.local.watching import on_signals
    from parley.session import Session

    session: Session = context.obj
    session.start_logging()

    async def until_stopped() -> None:
        await role.serve(session.settings, session.clock, on_signals())

    asyncio.run(until_stopped())
