"""`parley prune`: forget what is older than the retention."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from dateutil.relativedelta import relativedelta

EPILOG = """Examples:

  parley prune

  parley prune --before 2024-01-01
"""


MARKS_LONGER = relativedelta(months=12)
"""How much longer it is known which entries were seen: a feed that lists old ones would bring them
anew, and each would be read again."""


def prune(
    context: typer.Context,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Forget what is older than this day."),
    ] = None,
) -> None:
    """Forget old articles, statements and shifts; each party's last position stays known.

    Without `--before` the setting `retention_months` decides. In the cluster shell this is for the
    workers' tables; `parley indices prune` is for the index.
    """
    from parley.forgetting import pruned_before
    from parley.session import Session

    session: Session = context.obj
    moment = pruned_before(session, before.replace(tzinfo=UTC) if before else None)
    if session.settings.shell == "cluster":
        from parley.cluster.pruning import send_horizon

        partitions = send_horizon(session.settings, moment)
        session.err.print(
            f"the workers of {partitions} partitions forget what is older than {moment:%B %Y} when"
            " they come to it; `parley indices prune` removes the documents",
            markup=False,
        )
        return
    with session.store() as store:
        with store.database.write() as tx:
            articles = store.sets.prune(tx, moment)
            documents = store.index.prune(tx, moment)
            store.alerts.prune(tx, moment)
            letters = store.letters.prune(tx, moment)
            marks = store.feeds.prune(tx, moment - MARKS_LONGER)
            store.ledger.prune(tx, moment)
        store.database.compact()
    session.err.print(
        f"forgotten, older than {moment:%B %Y}: {articles:,} articles "
        f"({documents:,} documents), {letters:,} dead letters, "
        f"{marks:,} marks of entries",
        markup=False,
    )
