"""`parley watch operations`: a watch on Parley itself, for those who keep it running."""

from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Example:

  parley watch operations night-shift --to ops
"""
)
def operations(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name of your own for it.")],
    to: Annotated[list[str], typer.Option(help="A target to tell.")],
) -> None:
    """Tell operators of trouble: a feed silent against its habit, a canary that is late.

    The messages go to targets like any other watch's, and are in its ledger.
    """
    from parley.failure import Failure
    from parley.office import open_office
    from parley.session import Session
    from parley.targets import target_named
    from parley.watches import on_operations
    from search.alerts.local.watches import NameTaken

    session: Session = context.obj
    with open_office(session) as office:
        for each in to:
            target_named(office.desk, each)
        try:
            watch = office.desk.keep(on_operations(name, to, session.clock.now()))
        except NameTaken as error:
            raise Failure(str(error), 2) from error
    session.err.print(f"{watch.name} tells {', '.join(watch.targets)} of trouble", markup=False)
