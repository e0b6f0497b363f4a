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
    epilog="""Examples:

  parley bench pipeline --articles articles.jsonl

  parley --shell cluster bench pipeline --articles articles.jsonl --part throughput
"""
)
def pipeline(
    context: typer.Context,
    articles: Articles = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            help="Cluster only: publishing, indexing, throughput, latency or memory; all of them"
            " when left out."
        ),
    ] = None,
    messages: Annotated[
        int, typer.Option(min=100, help="Cluster only: articles for the memory of a worker.")
    ] = 100_000,
    rate: Annotated[
        float | None,
        typer.Option(
            min=0.1, help="Cluster only: the largest rate, half of which latency is measured at."
        ),
    ] = None,
) -> None:
    """Articles a second from text to stored shift, the delay of one, and where time goes.

    In the cluster shell on the servers of the settings, under a prefix of its own that is removed:
    publishing and indexing alone, both shells on the same articles, the time from an article
    produced to its alert delivered, the memory of a worker.
    """
    from parley.benchmarks import cluster
    from parley.benchmarks.pipeline import measure
    from parley.benchmarks.report import show
    from parley.benchmarks.texts import articles_of
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    settings = session.decide(profile=profile)
    if settings.shell == "local":
        show(session.out, asyncio.run(measure(settings, session.clock, articles)))
        return
    unknown = sorted(set(part or ()) - set(cluster.PARTS))
    if unknown:
        raise typer.BadParameter(f"{unknown[0]} is none of {', '.join(cluster.PARTS)}")
    parts = tuple(each for each in cluster.PARTS if each in (part or cluster.PARTS))
    wishes = cluster.Wishes(parts, messages=messages, rate=rate)
    given = articles_of(articles, session.clock.now())
    if len(given) < cluster.LEAST:
        raise Failure(f"{len(given)} articles are too few to measure: {cluster.LEAST} at least")
    try:
        with session.err.status("") as status:
            for figure in cluster.measure(settings, session.clock, given, wishes, status.update):
                show(session.out, [figure])
    except RuntimeError as error:
        raise Failure(str(error)) from error


@app.command(
    epilog="""Example:

  parley bench console --budget
"""
)
def console(
    context: typer.Context,
    articles: Annotated[int, typer.Option(min=100, max=1_000_000)] = 20_000,
    statements: Annotated[int, typer.Option(min=100, max=10_000_000)] = 100_000,
    shifts: Annotated[int, typer.Option(min=20, max=100_000)] = 2_000,
    turns: Annotated[int, typer.Option(min=2, max=1000, help="Times each page is asked.")] = 40,
    budget: Annotated[
        bool, typer.Option("--budget", help="Fail where a page is too slow or too large.")
    ] = False,
) -> None:
    """How long every page and API call takes over a large store, on one core, and its size.

    The store is made of fiction and kept in the user's cache for the next time.
    """
    from parley.benchmarks.looking import NotAnswered, look, over_budget
    from parley.benchmarks.report import show_looks
    from parley.benchmarks.stored import Size, filled
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    size = Size(articles, statements, shifts)
    with session.err.status(f"a store of {statements:,} statements"):
        folder = filled(size, session.clock)
    try:
        looks = look(folder, session.clock, turns)
    except (NotAnswered, RuntimeError) as error:
        raise Failure(str(error)) from error
    show_looks(session.out, looks)
    if budget and (over := list(over_budget(looks))):
        raise Failure("over the budget: " + "; ".join(over))


@app.command(
    epilog="""Example:

  parley bench alerts --budget
"""
)
def alerts(
    context: typer.Context,
    watches: Annotated[int, typer.Option(min=1, max=1_000_000)] = 10_000,
    listeners: Annotated[int, typer.Option(min=1, max=500, help="Readers of live events.")] = 200,
    shifts: Annotated[int, typer.Option(min=20, max=10_000, help="Shifts that are stored.")] = 60,
    budget: Annotated[bool, typer.Option("--budget", help="Fail where it takes too long.")] = False,
) -> None:
    """What many watches cost a batch of 64 documents, and how soon a stored shift is an alert.

    The second runs the whole program, with a webhook and readers of live events beside it.
    """
    from parley.benchmarks import alerting, watching
    from parley.benchmarks.report import show
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    try:
        with session.err.status("watches"):
            matched = watching.measure(watches)
        with session.err.status("alerts"):
            sent = asyncio.run(alerting.measure(session.clock, listeners, shifts))
    except RuntimeError as error:
        raise Failure(str(error)) from error
    show(session.out, [*matched, *sent])
    over = [
        f"{each.name} {each.value:.0f} ms, at most {most * 1000:.0f}"
        for figures, most in ((matched, watching.MOST_SECONDS), (sent, alerting.MOST_SECONDS))
        for each in figures
        if each.name.endswith("p95") and each.value > most * 1000
    ]
    if budget and over:
        raise Failure("over the budget: " + "; ".join(over))


@app.command(
    epilog="""Example:

  parley bench timeline --facts 1000 --budget
"""
)
def timeline(
    context: typer.Context,
    facts: Annotated[int, typer.Option(min=10, max=20_000, help="Facts it has.")] = 1000,
    days: Annotated[int, typer.Option(min=1, max=700, help="Days they are spread over.")] = 100,
    budget: Annotated[bool, typer.Option("--budget", help="Fail where it takes too long.")] = False,
) -> None:
    """What one more fact costs a party's timeline on an issue, stored and read back."""
    from parley.benchmarks.report import show
    from parley.benchmarks.timelines import MOST_SECONDS, measure
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    with session.err.status(f"a timeline of {facts:,} facts"):
        figures = measure(session.clock, facts, days)
    show(session.out, figures)
    median = next(each.value for each in figures if each.name == "one more, median")
    if budget and median > MOST_SECONDS * 1000:
        raise Failure(f"over the budget: {median:.1f} ms of CPU, at most {MOST_SECONDS * 1000:.0f}")
