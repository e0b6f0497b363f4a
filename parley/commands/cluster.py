"""`parley cluster`: a real Kafka and Elasticsearch on this machine, without Docker."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from deploy.local import Cluster
    from parley.session import Session

app = typer.Typer(
    help="A real Kafka and Elasticsearch on this machine, without Docker (Java 17 and Maven).",
    no_args_is_help=True,
)


@app.command(
    epilog="""Examples:

  eval "$(parley cluster up)"

  parley --data-dir /srv/parley cluster up --secure
"""
)
def up(
    context: typer.Context,
    secure: Annotated[
        bool, typer.Option(help="With a password, and TLS for Elasticsearch.")
    ] = False,
) -> None:
    """Start what is down, wait until both serve, print `export` lines for the other commands."""
    session: Session = context.obj
    for name, value in _cluster(session).up(secure=secure).items():
        session.out.print(f"export {name}='{value}'", markup=False)


@app.command(
    epilog="""Example:

  parley cluster down
"""
)
def down(context: typer.Context) -> None:
    """End both servers; their data stays."""
    session: Session = context.obj
    ended = _cluster(session).down()
    session.err.print(f"ended: {', '.join(ended)}" if ended else "nothing was running")


@app.command(
    epilog="""Example:

  parley cluster status --json
"""
)
def status(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show each server's process, address and log."""
    session: Session = context.obj
    parts = _cluster(session).status()
    if as_json:
        shown = {
            name: {"pid": part.pid, "address": part.address, "log": str(part.log)}
            for name, part in parts.items()
        }
        session.out.print(json.dumps(shown), markup=False)
        return
    if not parts:
        session.err.print("no servers were made here: `parley cluster up` makes them")
    for name, part in parts.items():
        state = "down" if part.pid is None else f"runs, process {part.pid}"
        session.out.print(f"{name}: {state}, {part.address}, log {part.log}", markup=False)


@app.command(
    epilog="""Example:

  parley cluster reset --yes
"""
)
def reset(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """End both servers and remove all that they hold."""
    session: Session = context.obj
    if not yes:
        typer.confirm("Remove all topics and indices of the servers here?", abort=True, err=True)
    _cluster(session).reset()


def _cluster(session: "Session") -> "Cluster":
    from deploy.local import Cluster

    return Cluster(
        session.settings.data_dir / "cluster",
        lambda words: session.err.print(f"cluster: {words}", markup=False),
    )
