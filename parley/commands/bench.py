"""`parley bench`: speed on this machine, beside a peer in the same run."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Measure speed; ratios to a peer in the same run, since machines differ.",
    no_args_is_help=True,
)

Articles = Annotated[
    Path | None,
    typer.Option(help="JSON lines as for `backfill`; the demo's newsrooms when left out."),
]


@app.command(
    epilog="""Example:

  parley bench extract --articles articles.jsonl --profile fast
"""
)
def extract(
    context: typer.Context,
    articles: Articles = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
) -> None:
    """Articles a second of processor time, and the ratio to spaCy's small English pipeline."""
    from parley.benchmarks.extraction import measure
    from parley.benchmarks.report import show
    from parley.session import Session

    session: Session = context.obj
    settings = session.decide(profile=profile)
    show(session.out, measure(settings, articles, session.clock.now()))


@app.command(
    epilog="""Example:

  parley bench poll --feeds 200
"""
)
def poll(
    context: typer.Context,
    feeds: Annotated[int, typer.Option(min=1, max=2000, help="Feeds on loopback.")] = 200,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Polls of each feed.")] = 5,
) -> None:
    """Feed polls a second against a server on loopback, and the ratio to bare requests."""
    from parley.benchmarks.polling import measure
    from parley.benchmarks.report import show
    from parley.session import Session

    session: Session = context.obj
    show(session.out, asyncio.run(measure(session.settings, session.clock, feeds, rounds)))


@app.command(
    epilog="""Example:

  parley bench pipeline --articles articles.jsonl
"""
)
def pipeline(
    context: typer.Context,
    articles: Articles = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
) -> None:
    """Articles a second from text to stored shift, the delay of one, and where time goes."""
    from parley.benchmarks.pipeline import measure
    from parley.benchmarks.report import show
    from parley.session import Session

    session: Session = context.obj
    settings = session.decide(profile=profile)
    show(session.out, asyncio.run(measure(settings, session.clock, articles)))
