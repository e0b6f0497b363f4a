"""`parley lag`: how far the roles of the cluster are behind."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.session import Session
    from runtime.kafka.lag import PartitionLag

EPILOG = """Examples:

  parley lag

  parley lag --wait 600
"""


def lag(
    context: typer.Context,
    wait: Annotated[
        float | None,
        typer.Option(min=0, help="Wait so many seconds until nothing is left to do."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Partitions without lag as well.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show how many messages each role has not worked yet, by group and partition.

    With `--wait` the exit status is 0 when every role has done all there is, whatever follows from
    it included, and 1 when the time is up before.
    """
    from parley.cluster.lagging import until_done
    from parley.session import Session
    from runtime.kafka import clients
    from runtime.kafka.lag import lags

    session: Session = context.obj
    client = clients.reached(session.settings)
    found = lags(client, session.settings)
    if wait is not None and any(each.lag for each in found):
        found = until_done(session, client, wait)
    left = sum(each.lag for each in found)
    if as_json:
        session.out.print(json.dumps([asdict(each) for each in found]), markup=False)
    else:
        _show(session, found, everything=everything)
    if wait is not None and left:
        session.err.print(f"the time is up: {left:,} messages are left to do")
        raise typer.Exit(1)


def _show(session: "Session", found: "list[PartitionLag]", *, everything: bool) -> None:
    from parley.render import render_rows

    rows = [
        (
            each.group,
            f"{each.topic}/{each.partition}",
            f"{each.lag:,} behind",
            "never committed" if each.committed is None else f"at {each.committed:,}",
            f"of {each.end:,}",
        )
        for each in found
        if everything or each.lag
    ]
    if rows:
        render_rows(session.out, rows)
    for group in dict.fromkeys(each.group for each in found):
        left = sum(each.lag for each in found if each.group == group)
        session.err.print(f"{group}: {f'{left:,} messages behind' if left else 'all is done'}")
