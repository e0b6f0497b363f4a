"""`parley ingest`: the role of the cluster that reads feeds."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley ingest

  parley ingest --feeds my.opml
"""


def ingest(
    context: typer.Context,
    feeds: Annotated[
        Path | None, typer.Option(help="OPML, or a list with one address per line.")
    ] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes a negotiation.")
    ] = None,
) -> None:
    """Read feeds and send their articles to Kafka, until it is stopped (a role of the cluster).

    Start as many as you like on the same list: they share the feeds by outlet, and when one goes
    the others take its feeds over where it left them. While Kafka is away, fetching pauses. What
    is known of feeds and entries is in Kafka; the file in the data directory is only a cache of it.
    """
    from parley.cluster.ingest import ingest as work
    from parley.cluster.roles import run_role
    from parley.session import Session
    from parley.subscriptions import subscriptions

    session: Session = context.obj
    settings = session.decide(feeds=feeds)
    found = subscriptions(settings, tuple(dossier or ()))
    run_role(session, "ingest", lambda role: work(role, found))
