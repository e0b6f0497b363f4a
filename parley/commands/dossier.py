"""`parley dossier`: files that describe a negotiation."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Check the files that describe a negotiation.", no_args_is_help=True)


@app.command(
    epilog="""Example:

  parley dossier check river-talks.yaml
"""
)
def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="YAML files.")],
) -> None:
    """Read dossiers and name every fault with its line and what to do."""
    from parley.session import Session
    from processors.dossiers import DossierError, load

    session: Session = context.obj
    failed = False
    for path in files:
        try:
            dossier = load(path)
        except DossierError as error:
            failed = True
            session.err.print(str(error), markup=False)
            continue
        names = ", ".join(party.name for party in dossier.parties)
        session.out.print(f"{path}: {dossier.title} ({names})", markup=False)
    if failed:
        raise typer.Exit(1)
