"""`parley watch`: what to be told of, and what came of it."""

import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from parley.commands.search import KINDS, In

app = typer.Typer(
    help="Watches: searches and rules that raise alerts as news comes in.", no_args_is_help=True
)


class Way(StrEnum):
    """Which way a position moves."""

    hardening = "hardening"
    softening = "softening"


Query = Annotated[str | None, typer.Option(help="A saved search, in the query language.")]
Kind = Annotated[In, typer.Option("--in", help="What the saved search is for.")]
Party = Annotated[str | None, typer.Option(help="A rule on shifts: whose position.")]
AnIssue = Annotated[str | None, typer.Option("--issue", help="On which issue.")]
Toward = Annotated[str | None, typer.Option("--counterparty", help="Toward whom.")]
ADirection = Annotated[Way | None, typer.Option("--direction", help="Which way.")]
Least = Annotated[
    float, typer.Option("--confidence", min=0, max=1, help="Only from this confidence.")
]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="Only confirmed shifts.")]
OwnWords = Annotated[bool, typer.Option("--own-words", help="Only words in quotation marks.")]


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
    confidence: Least = 0.0,
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
    from parley.session import Session
    from parley.targets import target_named
    from parley.watches import Asked, described, looks_for, mode_named, quiet_hours
    from search.alerts.local.watches import NameTaken
    from search.alerts.searching import search_of

    session: Session = context.obj
    asked = Asked(
        query=query,
        subject=KINDS[kind],
        party=party,
        issue=issue,
        counterparty=counterparty,
        direction=direction.value if direction else None,
        confidence=confidence,
        confirmed=confirmed,
        own_words=own_words,
    )
    watch = msgspec.structs.replace(
        described(asked, name, session.clock.now()),
        targets=tuple(dict.fromkeys(to or ())),
        mode=mode_named(mode),
        quiet=quiet_hours(quiet, zone),
    )
    with session.store() as store:
        for each in watch.targets:
            target_named(store, each)
        search_of(watch, store.alerts.party_name)
        try:
            with store.database.write() as tx:
                store.alerts.put(tx, watch)
        except NameTaken as error:
            raise Failure(str(error), 2) from error
    session.err.print(f"watching {looks_for(watch)} ({watch.id})", markup=False)


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

    from parley.render import render_rows
    from parley.session import Session
    from parley.watches import account_in_words, looks_for

    session: Session = context.obj
    with session.store() as store:
        watches, accounts = store.alerts.watches(), store.alerts.accounts()
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
    confidence: Least = 0.0,
    confirmed: Confirmed = False,
    own_words: OwnWords = False,
    limit: Annotated[int, typer.Option(min=1, help="How many alerts are shown.")] = 10,
    send: Annotated[
        bool, typer.Option("--send", help="Send a marked test message to the watch's targets.")
    ] = False,
) -> None:
    """Show what a watch would have caught in the last 30 days, and how often. Keeps nothing."""
    from parley.failure import Failure
    from parley.render import render_rows
    from parley.session import Session
    from parley.targets import target_named, try_targets
    from parley.watches import LOOK_BACK, Asked, caught, described, how_often, watch_named

    session: Session = context.obj
    now = session.clock.now()
    asked = Asked(
        query=query,
        subject=KINDS[kind],
        party=party,
        issue=issue,
        counterparty=counterparty,
        direction=direction.value if direction else None,
        confidence=confidence,
        confirmed=confirmed,
        own_words=own_words,
    )
    if name is not None and (asked.is_rule or query is not None):
        raise typer.BadParameter("name a watch or describe one, not both")
    if send and name is None:
        raise typer.BadParameter("--send goes with the name of a watch")
    with session.store() as store:
        watch = watch_named(store, name) if name else described(asked, "test", now)
        matched, alerts = caught(store, watch, now - LOOK_BACK)
        targets = [target_named(store, each) for each in watch.targets] if send else []
    newest = alerts[::-1][:limit]
    render_rows(session.out, ((f"{each.at:%d %b %Y %H:%M}", each.headline) for each in newest))
    session.err.print(
        f"the last {LOOK_BACK.days} days: {matched:,} {watch.subject}s matched, "
        f"{len(alerts):,} alerts: {how_often(alerts, now - LOOK_BACK, now)}",
        markup=False,
    )
    if send and not targets:
        raise Failure(f"{watch.name} has no target: nothing was sent")
    results = dict(zip(targets, try_targets(session, watch, targets), strict=True))
    for target, why in results.items():
        session.err.print(f"{target.name}: {why or 'the test message arrived'}", markup=False)
    if any(results.values()):
        raise typer.Exit(1)


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

    from parley.session import Session
    from parley.watches import same_party, watch_named

    session: Session = context.obj
    if sum((hours is not None, until is not None, party is not None, off)) != 1:
        raise typer.BadParameter("give one of --hours, --until, --party, --off")
    with session.store() as store:
        watch = watch_named(store, name)
        if off:
            watch = msgspec.structs.replace(watch, muted_until=None, muted_parties=())
        elif party is not None:
            muted = store.alerts.party_name(party)
            if not same_party(watch.muted_parties, muted):
                parties = (*watch.muted_parties, muted)
                watch = msgspec.structs.replace(watch, muted_parties=parties)
        else:
            end = until.replace(tzinfo=UTC) if until else None
            end = end or session.clock.now() + timedelta(hours=hours or 0)
            watch = msgspec.structs.replace(watch, muted_until=end)
        with store.database.write() as tx:
            store.alerts.put(tx, watch)
    about = ", ".join(watch.muted_parties)
    until_when = f"until {watch.muted_until:%d %b %Y %H:%M} UTC" if watch.muted_until else ""
    said = " and ".join(each for each in (until_when, f"about {about}" if about else "") if each)
    session.err.print(
        f"{watch.name} is silent {said}" if said else f"{watch.name} speaks", markup=False
    )


@app.command(
    epilog="""Example:

  parley watch remove river
"""
)
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="The watch.")]) -> None:
    """Remove a watch. The alerts it raised stay; what still waits is not sent."""
    import msgspec

    from parley.session import Session
    from parley.watches import watch_named

    session: Session = context.obj
    with session.store() as store:
        watch = watch_named(store, name)
        with store.database.write() as tx:
            store.alerts.put(tx, msgspec.structs.replace(watch, removed=True))
    session.err.print(f"removed: {watch.name}", markup=False)


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


@app.command(
    epilog="""Example:

  parley watch feed river > river.atom
"""
)
def feed(context: typer.Context, name: Annotated[str, typer.Argument(help="The watch.")]) -> None:
    """Write the alerts of a watch as an Atom feed, the newest hundred."""
    from parley.session import Session
    from parley.watches import watch_named
    from search.alerts import atom

    session: Session = context.obj
    with session.store() as store:
        watch = watch_named(store, name)
        alerts = store.alerts.alerts(watch.id)
    sys.stdout.buffer.write(atom.feed(watch, alerts, session.clock.now()) + b"\n")
