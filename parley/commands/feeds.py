"""`parley feeds`: one's own list of feeds, and how they are."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Your own feeds, and how each of them is.", no_args_is_help=True)


@app.command(
    "list",
    epilog="""Example:

  parley feeds list
""",
)
def list_(context: typer.Context) -> None:
    """List the feeds that `parley run` would read."""
    from parley.render import render_rows
    from parley.session import Session
    from parley.subscriptions import subscriptions

    session: Session = context.obj
    found = subscriptions(session.settings)
    render_rows(
        session.out,
        ((each.outlet.name, each.outlet.country or "", each.title, each.url) for each in found),
    )
    session.err.print(f"{len(found)} feeds")


@app.command(
    epilog="""Example:

  parley feeds add https://lowlands.example/feed.xml --outlet "Lowlands Post" --country NL
"""
)
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The feed's address.")],
    outlet: Annotated[str, typer.Option(help="Who publishes it.")] = "",
    country: Annotated[str | None, typer.Option(help="Two letters, ISO 3166-1.")] = None,
) -> None:
    """Add a feed to your own list; `parley run` then reads that instead of the bundled one."""
    from ingest.feeds.feed import feed_at
    from parley.failure import Failure
    from parley.session import Session
    from parley.subscriptions import add_feeds

    session: Session = context.obj
    try:
        feed = feed_at(url, outlet, country)
    except ValueError as error:
        raise Failure(str(error), 2) from error
    added, file = add_feeds(session.settings, [feed])
    session.err.print(f"{added} added to {file}" if added else "it is there already", markup=False)


@app.command(
    "import",
    epilog="""Example:

  parley feeds import subscriptions.opml
""",
)
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="OPML, or a list with one address per line.")],
) -> None:
    """Add all feeds of a file to your own list."""
    from ingest.feeds import read_feeds
    from parley.session import Session
    from parley.subscriptions import add_feeds

    session: Session = context.obj
    added, own = add_feeds(session.settings, read_feeds(file))
    session.err.print(f"{added} added to {own}", markup=False)


@app.command(
    epilog="""Example:

  parley feeds export > feeds.opml
"""
)
def export(context: typer.Context) -> None:
    """Write the feeds that `parley run` would read as OPML."""
    from ingest.feeds import to_opml
    from parley.session import Session
    from parley.subscriptions import subscriptions

    session: Session = context.obj
    sys.stdout.write(to_opml(subscriptions(session.settings)))


@app.command(
    epilog="""Example:

  parley feeds check my.opml
"""
)
def check(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="OPML or a list; your feeds when left out.")
    ] = None,
) -> None:
    """Fetch every feed once and say what it holds, or why it can't be read. Stores nothing."""
    from rich.text import Text

    from parley.feedcheck import check_feeds
    from parley.session import Session
    from parley.subscriptions import subscriptions

    session: Session = context.obj
    feeds = subscriptions(session.decide(feeds=file))
    failed = 0
    for verdict in asyncio.run(check_feeds(session, feeds)):
        failed += not verdict.good
        mark = Text("ok  ", "green") if verdict.good else Text("bad ", "red")
        session.out.print(Text.assemble(mark, f"{verdict.feed.url}  {verdict.text}"))
    session.err.print(f"{len(feeds) - failed} of {len(feeds)} feeds can be read")
    if failed:
        raise typer.Exit(1)


@app.command(
    epilog="""Example:

  parley feeds health --failing
"""
)
def health(
    context: typer.Context,
    failing: Annotated[bool, typer.Option("--failing", help="Only those that fail.")] = False,
) -> None:
    """Show what was fetched when, when each feed is next, and why it fails."""
    from ingest.decide.health import health as in_words
    from parley.render import render_rows
    from parley.session import Session
    from parley.subscriptions import remembered

    session: Session = context.obj
    states = remembered(session)
    shown = [each for each in states if each.failures or each.gone or not failing]
    now = session.clock.now()
    render_rows(session.out, ((each.url, in_words(each, now)) for each in shown))
    if not shown:
        session.err.print("nothing fetched yet" if not states else "every feed is well")
