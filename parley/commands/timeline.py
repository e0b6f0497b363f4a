"""`parley timeline`: what a party said and did on an issue, and where it turned."""

import sys
from typing import Annotated

import typer

EPILOG = """Example:

  parley timeline "United States" trade
"""


def timeline(
    context: typer.Context,
    party: Annotated[str, typer.Argument(help="The party's name.")],
    issue: Annotated[str | None, typer.Argument(help="One issue; all when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Show a party's statements by date, and each shift of its position."""
    from parley.failure import Failure
    from parley.names import party_names
    from parley.render import render_timeline
    from parley.session import Session
    from wire import Shift, Statement, codec
    from wire.vocabulary import ISSUES

    session: Session = context.obj
    if issue is not None and issue not in ISSUES:
        raise Failure(f"no issue `{issue}`; there are {', '.join(ISSUES)}", 2)
    party = party_names(session.settings)(party)
    with session.index() as index:
        found = index.timeline(party, issue)
    if as_json:
        for each in found:
            sys.stdout.write(codec.encode(each).decode() + "\n")
        return
    statements = [each for each in found if isinstance(each, Statement)]
    shifts = [each for each in found if isinstance(each, Shift)]
    render_timeline(session.out, party, statements, shifts, issue)
