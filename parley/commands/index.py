"""`parley index`: the cluster's role that makes what was read findable."""

import typer

EPILOG = """Examples:

  parley index

  PARLEY_HEALTH_PORT=9102 parley index
"""


def index(context: typer.Context) -> None:
    """Write statements and shifts into Elasticsearch and run the watches on them, until stopped.

    Start several where one is too slow. While Elasticsearch is away, busy or read-only it waits and
    says so; nothing is lost. `parley indices apply` makes the indices first.
    """
    from parley.cluster.index import index as work
    from parley.cluster.roles import run_role

    run_role(context.obj, "index", work)
