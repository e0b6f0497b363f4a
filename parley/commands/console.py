"""`parley console`: look at what is stored in a browser, beside a running pipeline."""

import asyncio
from typing import Annotated

import typer

EPILOG = """Examples:

  parley console

  parley console --port 0

  PARLEY_CONSOLE_TOKEN=... parley console --host 0.0.0.0
"""


def console(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8080,
    host: Annotated[
        str, typer.Option(help="Address to serve on; any but this machine's needs a token.")
    ] = "127.0.0.1",
) -> None:
    """Serve the console: shifts as they come, search, articles, parties, feeds, status.

    It reads, keeps watches and verdicts, and may run beside `parley run`. Ctrl-C stops. In the
    cluster shell it searches in Elasticsearch, and its directory is fed from the topics.
    """
    from parley.local.console import console_beside, listener
    from parley.local.watching import stopped
    from parley.session import Session

    session: Session = context.obj
    session.start_logging()
    taken = listener(session.settings, port, host)

    if session.settings.shell == "cluster":
        from parley.cluster.console import console as work
        from parley.cluster.roles import run_role

        run_role(session, "console", lambda role: work(session, role, taken))
        return

    async def until_stopped() -> None:
        async with console_beside(session, session.settings, session.clock, taken) as task:
            await stopped(task)

    asyncio.run(until_stopped())
