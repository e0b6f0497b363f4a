"""`parley replay`: what today's rules and dossiers would make of the articles that are stored."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley replay --dry-run --dossier river-talks.yaml

  parley replay --apply --from 2026-03-01
"""


def replay(
    context: typer.Context,
    apply: Annotated[
        bool | None,
        typer.Option("--apply/--dry-run", help="Change what is stored, or only show what would."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Only articles first seen since."),
    ] = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes a negotiation.")
    ] = None,
) -> None:
    """Read stored articles again and list the shifts that are new, changed or gone."""
    from parley.local.replaying import replay_articles
    from parley.render import render_changes
    from parley.session import Session

    session: Session = context.obj
    if apply is None:
        raise typer.BadParameter("say --dry-run or --apply")
    session.decide(profile=profile)
    session.start_logging()
    moment = since.replace(tzinfo=UTC) if since else None
    difference = asyncio.run(replay_articles(session, moment, tuple(dossier or ()), apply))
    render_changes(session.out, difference)
    numbers = ", ".join(f"{len(shifts)} {name}" for name, shifts in difference.items())
    head = "shifts" if apply else "shifts that would be"
    session.err.print(f"{head}: {numbers}", markup=False)
