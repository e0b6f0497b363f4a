"""`parley run`: the whole pipeline on the world's feeds, until it is stopped."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley run

  parley run --feeds my.opml --dossier river-talks.yaml
"""


def run(
    context: typer.Context,
    feeds: Annotated[
        Path | None, typer.Option(help="OPML, or a list with one address per line.")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes a negotiation.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The console's port: 8080 as given, 0 a free one."),
    ] = None,
) -> None:
    """Read feeds, record who said what, and print each shift of position as it is found.

    Without `--feeds` the feeds of `parley feeds add` are read, else the bundled list; those of
    dossiers besides. Ctrl-C stops; nothing is lost, whenever and however it ends. The console is
    served beside it.
    """
    from parley.failure import Failure
    from parley.local.console import console_beside, listener_or_none
    from parley.local.service import serve
    from parley.local.watching import announced, until_stopped
    from parley.session import Session
    from parley.subscriptions import subscriptions
    from runtime.metrics import Registry

    session: Session = context.obj
    if session.settings.shell == "cluster":
        raise Failure(
            "in the cluster shell each role is started by itself: `parley ingest`, `parley work`,"
            " `parley index`, `parley alert`, `parley console`",
            2,
        )
    settings = session.decide(feeds=feeds, profile=profile)
    session.start_logging()
    found = subscriptions(settings, tuple(dossier or ()))
    taken = listener_or_none(session, port)
    session.err.print(
        f"reading {len(found)} feeds into {settings.data_dir}; Ctrl-C stops", markup=False
    )
    registry = Registry()

    async def read() -> None:
        async with console_beside(session, settings, session.clock, taken, registry):
            await serve(
                settings,
                session.clock,
                found,
                until_stopped(session),
                command="parley run",
                dossiers=tuple(dossier or ()),
                on_shift=announced(session.out),
                registry=registry,
                console=taken.address if taken else "",
            )

    asyncio.run(read())
