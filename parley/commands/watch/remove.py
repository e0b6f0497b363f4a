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

    from parley.session import Session
    from parley.watches import watch_named

    session: Session = context.obj
    with session.store() as store:
        watch = watch_named(store, name)
        with store.database.write() as tx:
            store.alerts.put(tx, msgspec.structs.replace(watch, removed=True))
    session.err.print(f"removed: {watch.name}", markup=False)
