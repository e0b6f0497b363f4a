"""`parley watch test`: what a watch would have caught, and whether its messages arrive."""

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
    "test",
    epilog="""Examples:

  parley watch test --party Ruritania --issue talks

  parley watch test river --send
""",
)
def try_out(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="A watch; or describe one.")] = None,
    query: Query = None,
    kind: Kind = In.statements,
    party: Party = None,
    issue: AnIssue = None,
    counterparty: Toward = None,
    direction: ADirection = None,
    confidence: Least = None,
    confirmed: Confirmed = False,
    own_words: OwnWords = False,
    limit: Annotated[int, typer.Option(min=1, help="How many alerts are shown.")] = 10,
    send: Annotated[
        bool, typer.Option("--send", help="Send a marked test message to the watch's targets.")
    ] = False,
) -> None:
    """Show what a watch would have caught in the last 30 days, and how often. Keeps nothing."""
    from parley.failure import Failure
    from parley.office import open_office
    from parley.render import render_rows
    from parley.session import Session
    from parley.targets import target_named, try_targets
    from parley.watches import described, watch_named
    from search.alerts.trial import LOOK_BACK, trial

    session: Session = context.obj
    now = session.clock.now()
    wanted = asked(
        query, kind, party, issue, counterparty, direction, confidence, confirmed, own_words
    )
    if name is not None and (wanted.is_rule or query is not None):
        raise typer.BadParameter("name a watch or describe one, not both")
    if send and name is None:
        raise typer.BadParameter("--send goes with the name of a watch")
    with open_office(session) as office:
        watch = watch_named(office.desk, name) if name else described(wanted, "test", now)
        found = trial(watch, office.index, now, office.desk.party_name)
        targets = [target_named(office.desk, each) for each in watch.targets] if send else []
    newest = found.alerts[::-1][:limit]
    render_rows(session.out, ((f"{each.at:%d %b %Y %H:%M}", each.headline) for each in newest))
    session.err.print(
        f"the last {LOOK_BACK.days} days: {found.matched:,} {watch.subject}s matched, "
        f"{len(found.alerts):,} alerts: {found.how_often}",
        markup=False,
    )
    if send and not targets:
        raise Failure(f"{watch.name} has no target: nothing was sent")
    results = dict(zip(targets, try_targets(session, watch, targets), strict=True))
    for target, why in results.items():
        session.err.print(f"{target.name}: {why or 'the test message arrived'}", markup=False)
    if any(results.values()):
        raise typer.Exit(1)
