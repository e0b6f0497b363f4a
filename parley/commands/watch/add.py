"""`parley watch add`: keep a watch."""

from typing import Annotated

import typer

from parley.commands.search import In
from parley.commands.watch.app import app
from parley.commands.watch.options import (
    ADirection,
    AnIssue,
    Confirmed,
    Kind,
    Least,
    OwnWords,
    Party,
    Query,
    Toward,
    asked,
)


@app.command(
    epilog="""Examples:

  parley watch add river --party Ruritania --issue talks --direction hardening

  parley watch add ultimatums --query 'ultimatum OR "last chance"' --to desk --mode daily
"""
)
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name of your own for it.")],
    query: Query = None,
    kind: Kind = In.statements,
    party: Party = None,
    issue: AnIssue = None,
    counterparty: Toward = None,
    direction: ADirection = None,
    confidence: Least = None,
    confirmed: Confirmed = False,
    own_words: OwnWords = False,
    to: Annotated[
        list[str] | None, typer.Option(help="A target to tell; `parley watch target` adds one.")
    ] = None,
    mode: Annotated[str, typer.Option(help="`at-once`, `hourly` or `daily`.")] = "at-once",
    quiet: Annotated[str | None, typer.Option(help="Hours of silence, `22:00-07:00`.")] = None,
    zone: Annotated[str, typer.Option(help="Whose clocks count, `Europe/Amsterdam`.")] = "UTC",
) -> None:
    """Keep a watch; from now on it raises alerts. `parley watch test` first shows how many."""
    import msgspec

    from parley.failure import Failure
    from parley.office import open_office
    from parley.session import Session
    from parley.targets import target_named
    from parley.watches import described, mode_named, quiet_hours
    from search.alerts.breadth import weigh
    from search.alerts.describing import looks_for
    from search.alerts.local.watches import NameTaken
    from search.alerts.trial import LOOK_BACK

    session: Session = context.obj
    wanted = asked(
        query, kind, party, issue, counterparty, direction, confidence, confirmed, own_words
    )
    watch = msgspec.structs.replace(
        described(wanted, name, session.clock.now()),
        targets=tuple(dict.fromkeys(to or ())),
        mode=mode_named(mode),
        quiet=quiet_hours(quiet, zone),
    )
    with open_office(session) as office:
        for each in watch.targets:
            target_named(office.desk, each)
        found = weigh(watch, office.index, session.clock.now(), office.desk.party_name)
        if found.breadth == "everything":
            raise Failure(
                f"a watch on every {watch.subject} says nothing: add a word or a field", 2
            )
        try:
            office.desk.keep(watch)
        except NameTaken as error:
            raise Failure(str(error), 2) from error
    session.err.print(f"watching {looks_for(watch)} ({watch.id})", markup=False)
    if found.breadth == "broad":
        session.err.print(
            f"that is much: it catches {found.matched:,} of the {found.of:,} {watch.subject}s of"
            f" the last {LOOK_BACK.days} days; `parley watch test` shows what",
            markup=False,
        )
