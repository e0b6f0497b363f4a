"""`parley dlq`: inputs that a stage could not take, kept whole."""

import asyncio
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.letters import Choice

app = typer.Typer(help="Look at inputs that failed, and try them again.", no_args_is_help=True)

Stage = Annotated[str | None, typer.Option("--stage", help="Only this stage.")]
Error = Annotated[str | None, typer.Option("--error", help="Only this class of error.")]
Feed = Annotated[str | None, typer.Option("--feed", help="Only this feed.")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
        help="Only those that failed since (UTC).",
    ),
]


@app.command(
    "list",
    epilog="""Examples:

  parley dlq list --stage extract

  parley dlq list --error timeout --since 2026-05-01
""",
)
def list_(
    context: typer.Context,
    stage: Stage = None,
    error: Error = None,
    feed: Feed = None,
    since: Since = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Those that were replayed as well.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
) -> None:
    """List dead letters, the newest failure first."""
    from parley.letters import letters_of
    from parley.render import render_rows
    from parley.session import Session

    session: Session = context.obj
    choice = _choice(stage, error, feed, since, replayed=None if everything else False)
    letters = letters_of(session).list(choice, limit)
    if not letters:
        session.err.print("no dead letters")
        return
    rows = []
    for letter in letters:
        tries = f"{letter.attempts} times" if letter.attempts > 1 else "once"
        when = f"{letter.last_failed_at:%Y-%m-%d %H:%M}"
        rows.append((letter.id, letter.stage, letter.error, tries, when, letter.text))
    render_rows(session.out, rows)


@app.command(
    epilog="""Example:

  parley dlq show 2026-05-0123456789abcdef0123 --original > letter.bin
"""
)
def show(
    context: typer.Context,
    letter: Annotated[str, typer.Argument(help="The dead letter's id.")],
    original: Annotated[
        bool, typer.Option("--original", help="The original bytes, exactly as they came.")
    ] = False,
) -> None:
    """Show one dead letter as JSON, or the bytes that failed."""
    from parley.letters import letters_of
    from parley.session import Session
    from wire import codec

    session: Session = context.obj
    found = letters_of(session).named(letter)
    sys.stdout.buffer.write(found.original if original else codec.encode(found) + b"\n")


@app.command(
    epilog="""Examples:

  parley dlq replay 2026-05-0123456789abcdef0123

  parley dlq replay --all

  parley dlq replay --all --stage index --error refused
"""
)
def replay(
    context: typer.Context,
    letters: Annotated[list[str] | None, typer.Argument(help="Ids of dead letters.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that wait, or those of them that the options choose.")
    ] = False,
    stage: Stage = None,
    error: Error = None,
    feed: Feed = None,
    since: Since = None,
) -> None:
    """Send dead letters through their stage again; what works now is marked as healed.

    In the cluster shell each goes back to the topic it came from, with its key, bytes and headers
    as they were, and is marked when Kafka has it; what fails again is a dead letter again.
    """
    from parley.letters import letters_of
    from parley.session import Session

    session: Session = context.obj
    if bool(letters) == everything:
        raise typer.BadParameter("give ids, or --all")
    if letters and any((stage, error, feed, since)):
        raise typer.BadParameter("--stage, --error, --feed and --since choose among --all")
    session.start_logging()
    which = letters or _choice(stage, error, feed, since, replayed=False)
    healed, failed = asyncio.run(letters_of(session).replay(which))
    session.err.print(f"{healed} healed, {failed} failed again")
    if failed:
        raise typer.Exit(1)


def _choice(
    stage: str | None,
    error: str | None,
    feed: str | None,
    since: datetime | None,
    *,
    replayed: bool | None,
) -> "Choice":
    from parley.letters import Choice, known
    from wire.dead_letter import ERROR_CLASSES, STAGES

    return Choice(
        stage=known("stage", stage, STAGES),
        error=known("error", error, ERROR_CLASSES),
        feed=feed,
        since=since.replace(tzinfo=UTC) if since else None,
        replayed=replayed,
    )
