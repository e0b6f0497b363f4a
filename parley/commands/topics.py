"""`parley topics`: the topics of the cluster shell, made as their table says."""

from typing import Annotated

import typer

app = typer.Typer(help="Make and check the topics at Kafka.", no_args_is_help=True)


@app.command(
    epilog="""Examples:

  parley topics apply

  parley topics apply --dry-run
"""
)
def apply(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
) -> None:
    """Make missing topics and set again what drifted; again and again without harm.

    Partitions, retention and sizes are those of Parley's table and of the settings `partitions` and
    `replication`. What can't be done (a topic never shrinks, and one with messages does not grow:
    its keys would lie elsewhere than their state) is said, and the exit status is 1.
    """
    from parley.session import Session
    from runtime.kafka import clients, topics

    session: Session = context.obj
    settings = session.settings
    client = clients.reached(settings)
    changes = topics.apply(client, settings, dry_run=dry_run)
    for change in changes:
        session.out.print(f"{change.topic}: {change.words}", markup=False)
    if not changes:
        session.err.print("all topics are as they should be")
    if not all(change.done for change in changes):
        raise typer.Exit(1)
