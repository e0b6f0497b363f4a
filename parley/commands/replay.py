"""`parley replay`: what today's rules and dossiers would make of the articles that are stored."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.session import Session

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
    """Read stored articles again and list the shifts that are new, changed or gone.

    In the cluster shell --dry-run reads them here, and lists alerts as well; --apply sends them to
    the workers, which read them by their own rules and dossiers.
    """
    from parley.local.replaying import replay_articles
    from parley.render import render_changes
    from parley.session import Session

    session: Session = context.obj
    if apply is None:
        raise typer.BadParameter("say --dry-run or --apply")
    session.decide(profile=profile)
    session.start_logging()
    moment = since.replace(tzinfo=UTC) if since else None
    if session.settings.shell == "cluster":
        _in_cluster(session, moment, tuple(dossier or ()), apply)
        return
    difference = asyncio.run(replay_articles(session, moment, tuple(dossier or ()), apply))
    render_changes(session.out, difference)
    numbers = ", ".join(f"{len(shifts)} {name}" for name, shifts in difference.items())
    head = "shifts" if apply else "shifts that would be"
    session.err.print(f"{head}: {numbers}", markup=False)


def _in_cluster(
    session: "Session", since: datetime | None, dossiers: Sequence[Path], apply: bool
) -> None:
    from parley.cluster.replaying import replay_dry, replay_round
    from parley.render import render_changes, render_rows

    if apply:
        if dossiers:
            raise typer.BadParameter("in the cluster shell dossiers are given to `parley work`")
        number = replay_round(session, since)
        session.err.print(
            f"{number:,} texts are on their way to be read again (`parley lag --wait 600`)"
        )
        return
    shifts, alerts = asyncio.run(replay_dry(session, since, dossiers))
    render_changes(session.out, shifts)
    rows = [
        (name, f"{each.at:%d %b %Y}", each.headline) for name in alerts for each in alerts[name]
    ]
    render_rows(session.out, rows)
    for kind, found in (("shifts", shifts), ("alerts", alerts)):
        numbers = ", ".join(f"{len(each)} {name}" for name, each in found.items())
        session.err.print(f"{kind} that would be: {numbers}", markup=False)
