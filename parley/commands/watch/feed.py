"""`parley watch feed`: the alerts of a watch as an Atom feed."""

import sys
from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Example:

  parley watch feed river > river.atom
"""
)
def feed(context: typer.Context, name: Annotated[str, typer.Argument(help="The watch.")]) -> None:
    """Write the alerts of a watch as an Atom feed, the newest hundred."""
    from parley.session import Session
    from parley.watches import watch_named
    from search.alerts import atom

    session: Session = context.obj
    with session.store() as store:
        watch = watch_named(store, name)
        alerts = store.alerts.alerts(watch.id)
    sys.stdout.buffer.write(atom.feed(watch, alerts, session.clock.now()) + b"\n")
