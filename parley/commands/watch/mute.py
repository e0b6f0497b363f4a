"""`parley watch mute`: silence for a time or about a party."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from parley.commands.watch.app import app


@app.command(
    epilog="""Examples:

  parley watch mute river --hours 8

  parley watch mute river --party Syldavia

  parley watch mute river --off
"""
)
def mute(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The watch.")],
    hours: Annotated[float | None, typer.Option(min=0, help="For so many hours.")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Until this day (UTC).")
    ] = None,
    party: Annotated[str | None, typer.Option(help="Only what is about this party.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Speak again, of every party.")] = False,
) -> None:
    """Let a watch be silent for a time, or about one party; it goes on recording."""
    import msgspec

    from parley.office import open_office
    from parley.session import Session
    from parley.watches import same_party, watch_named

    session: Session = context.obj
    if sum((hours is not None, until is not None, party is not None, off)) != 1:
        raise typer.BadParameter("give one of --hours, --until, --party, --off")
    with open_office(session) as office:
        watch = watch_named(office.desk, name)
        if off:
            watch = msgspec.structs.replace(watch, muted_until=None, muted_parties=())
        elif party is not None:
            muted = office.desk.party_name(party)
            if not same_party(watch.muted_parties, muted):
                parties = (*watch.muted_parties, muted)
                watch = msgspec.structs.replace(watch, muted_parties=parties)
        else:
            end = until.replace(tzinfo=UTC) if until else None
            end = end or session.clock.now() + timedelta(hours=hours or 0)
            watch = msgspec.structs.replace(watch, muted_until=end)
        office.desk.keep(watch, watch.version)
    about = ", ".join(watch.muted_parties)
    until_when = f"until {watch.muted_until:%d %b %Y %H:%M} UTC" if watch.muted_until else ""
    said = " and ".join(each for each in (until_when, f"about {about}" if about else "") if each)
    session.err.print(
        f"{watch.name} is silent {said}" if said else f"{watch.name} speaks", markup=False
    )
