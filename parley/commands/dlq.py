"""`parley dlq`: inputs that a stage could not take, kept whole."""

import asyncio
import sys
from typing import Annotated

import typer

app = typer.Typer(help="Look at inputs that failed, and try them again.", no_args_is_help=True)


@app.command(
    "list",
    epilog="""Example:

  parley dlq list --stage extract
""",
)
def list_(
    context: typer.Context,
    stage: Annotated[str | None, typer.Option(help="Only this stage.")] = None,
    feed: Annotated[str | None, typer.Option(help="Only this feed.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Those that were replayed as well.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
) -> None:
    """List dead letters, the newest failure first."""
    from parley.letters import stage_named
    from parley.render import render_rows
    from parley.session import Session

    session: Session = context.obj
    with session.store() as store:
        letters = store.letters.list(
            stage=stage_named(stage),
            feed=feed,
            replayed=None if everything else False,
            limit=limit,
        )
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
    from parley.letters import letter_named
    from parley.session import Session
    from wire import codec

    session: Session = context.obj
    with session.store() as store:
        found = letter_named(store, letter)
    sys.stdout.buffer.write(found.original if original else codec.encode(found) + b"\n")


@app.command(
    epilog="""Examples:

  parley dlq replay 2026-05-0123456789abcdef0123

  parley dlq replay --all
"""
)
def replay(
    context: typer.Context,
    letters: Annotated[list[str] | None, typer.Argument(help="Ids of dead letters.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that wait.")] = False,
) -> None:
    """Send dead letters through their stage again; what works now is marked as healed."""
    from parley.letters import replay_letters
    from parley.session import Session

    session: Session = context.obj
    if bool(letters) == everything:
        raise typer.BadParameter("give ids, or --all")
    session.start_logging()
    healed, failed = asyncio.run(replay_letters(session, letters))
    session.err.print(f"{healed} healed, {failed} failed again")
    if failed:
        raise typer.Exit(1)
