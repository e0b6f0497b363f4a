"""`parley watch target` and `parley watch targets`: where alerts go."""

import sys
from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Examples:

  parley watch target desk https://desk.example/hooks/parley

  parley watch target desk --rotate
"""
)
def target(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name of your own for it.")],
    url: Annotated[str | None, typer.Argument(help="The address of a webhook.")] = None,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="A new secret; the old one is good for a day more.")
    ] = False,
    gone: Annotated[
        bool, typer.Option("--remove", help="Forget it, and send nothing more.")
    ] = False,
) -> None:
    """Add a webhook, give it a new secret, or remove it. A new secret is printed once."""
    import secrets

    from parley.session import Session
    from parley.targets import address, target_named
    from search.alerts.targets import SECRET_BYTES, Target, rotated, secret_of

    session: Session = context.obj
    if sum((url is not None, rotate, gone)) != 1:
        raise typer.BadParameter("give a URL, --rotate or --remove")
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    with session.store() as store:
        if url is not None:
            made = Target(name=name, url=address(url), secret=secret)
        else:
            made = rotated(target_named(store, name), secret, session.clock.now())
        with store.database.write() as tx:
            if gone:
                store.alerts.remove_target(tx, name)
            else:
                store.alerts.put_target(tx, made)
    if gone:
        session.err.print(f"removed: {name}", markup=False)
        return
    session.err.print(f"{name} ({made.url}); its messages are signed with", markup=False)
    sys.stdout.write(secret + "\n")


@app.command(
    epilog="""Example:

  parley watch targets
"""
)
def targets(context: typer.Context) -> None:
    """List the targets and how each of them is."""
    from parley.render import render_rows
    from parley.session import Session
    from search.alerts.targets import in_words

    session: Session = context.obj
    with session.store() as store:
        found = store.alerts.targets()
    now = session.clock.now()
    render_rows(session.out, ((each.name, each.url, in_words(each, now)) for each in found))
    if not found:
        session.err.print("no target yet: `parley watch target NAME URL` adds one", markup=False)
