"""`parley watch list`: the watches and what came of each."""

import sys
from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    "list",
    epilog="""Examples:

  parley watch list

  parley watch list --json > watches.jsonl
""",
)
def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, ledger included.")] = False,
) -> None:
    """List the watches with their ledger: what each looked at, matched, told, held back and why."""
    import msgspec

    from parley.office import open_office
    from parley.render import render_rows
    from parley.session import Session
    from search.alerts.describing import account_in_words, looks_for

    session: Session = context.obj
    with open_office(session) as office:
        watches, accounts = office.desk.watches(), office.desk.accounts()
    if as_json:
        for each in watches:
            line = {"watch": each, "ledger": accounts[each.id]}
            sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
        return
    render_rows(
        session.out,
        ((each.name, looks_for(each), account_in_words(accounts[each.id])) for each in watches),
    )
    if not watches:
        session.err.print("no watch yet: `parley watch add --help` has examples", markup=False)
