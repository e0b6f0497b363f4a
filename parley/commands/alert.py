"""`parley alert`: the cluster's role that tells people."""

import typer

EPILOG = """Example:

  PARLEY_SHELL=cluster parley --data-dir /srv/alert alert
"""


def alert(context: typer.Context) -> None:
    """Group what watches met into alerts and deliver them, until it is stopped.

    One is at work, a second stands by on a data directory of its own. The directory holds a cache:
    what is lost with it is read again from the topics, and nobody is told anything twice.
    """
    from parley.cluster.alert import alert as work
    from parley.cluster.roles import run_role

    run_role(context.obj, "alert", work)
