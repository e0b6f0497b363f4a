"""`parley watch target` and `parley watch targets`: where alerts go."""

import sys
from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Examples:

  parley watch target desk https://desk.example/hooks/parley

  parley watch target mail mailto:desk@example.org

  parley watch target chat - < slack-address.txt

  parley watch target desk --rotate
"""
)
def target(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name of your own for it.")],
    url: Annotated[
        str | None,
        typer.Argument(
            help="A webhook (https:), a mailbox (mailto:, smtps:), a chat as Apprise writes it"
            " (slack:, tgram:, msteams: …); `-` reads it from the standard input."
        ),
    ] = None,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="A new secret; the old one is good for a day more.")
    ] = False,
    gone: Annotated[
        bool, typer.Option("--remove", help="Forget it, and send nothing more.")
    ] = False,
) -> None:
    """Add a target, give a webhook a new secret, or remove it. A new secret is printed once."""
    import secrets

    from parley.failure import Failure
    from parley.office import open_office
    from parley.session import Session
    from parley.targets import described, target_named
    from search.alerts.targets import SECRET_BYTES, rotated, secret_of

    session: Session = context.obj
    if sum((url is not None, rotate, gone)) != 1:
        raise typer.BadParameter("give an address, --rotate or --remove")
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    with open_office(session) as office:
        if url is not None:
            address = sys.stdin.readline().strip() if url == "-" else url
            made = described(name, address, secret, session.settings)
        else:
            made = target_named(office.desk, name)
        if rotate and made.kind != "webhook":
            raise Failure(f"{name} is no webhook: only webhooks have a secret of ours", 2)
        if rotate:
            made = rotated(made, secret, session.clock.now())
        if gone:
            office.desk.remove_target(name)
        else:
            office.desk.put_target(made)
    if gone:
        session.err.print(f"removed: {name}", markup=False)
        return
    signed = "; its messages are signed with" if made.kind == "webhook" else ""
    session.err.print(f"{name}: {made.kind}, {made.shown}{signed}", markup=False)
    if made.kind == "webhook":
        sys.stdout.write(secret + "\n")


@app.command(
    epilog="""Example:

  parley watch targets
"""
)
def targets(context: typer.Context) -> None:
    """List the targets and how each of them is."""
    from parley.office import open_office
    from parley.render import render_rows
    from parley.session import Session
    from search.alerts.targets import in_words

    session: Session = context.obj
    with open_office(session) as office:
        found = office.desk.targets()
    now = session.clock.now()
    render_rows(
        session.out,
        ((each.name, each.kind, each.shown, in_words(each, now)) for each in found),
    )
    if not found:
        session.err.print("no target yet: `parley watch target NAME URL` adds one", markup=False)
