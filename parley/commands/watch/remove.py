"""`parley watch remove`."""

from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Example:

  parley watch remove river
"""
)
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="The watch.")]) -> None:
    """Remove a watch. The alerts it raised stay; what still waits is not sent."""
    import msgspec

    from parley.office import open_office
    from parley.session import Session
    from parley.watches import watch_named

    session: Session = context.obj
    with open_office(session) as office:
        watch = watch_named(office.desk, name)
        office.desk.keep(msgspec.structs.replace(watch, removed=True), watch.version)
    session.err.print(f"removed: {watch.name}", markup=False)
