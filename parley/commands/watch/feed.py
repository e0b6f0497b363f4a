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
    from parley.office import open_office
    from parley.session import Session
    from parley.watches import watch_named
    from search.alerts import atom
    from search.alerts.finding import Wanted

    session: Session = context.obj
    with open_office(session) as office:
        desk = office.desk
        watch = watch_named(desk, name)
        alerts = desk.alerts(Wanted(watch_id=watch.id), atom.ENTRIES).alerts
        steps = desk.steps([each.id for each in alerts])
    console = session.settings.console_url
    written = atom.feed(watch, alerts, steps, session.clock.now(), console)
    sys.stdout.buffer.write(written + b"\n")
