"""Up to when is forgotten: what `prune` means, in either shell."""

from datetime import datetime

import typer
from dateutil.relativedelta import relativedelta

from parley.session import Session


def pruned_before(session: Session, before: datetime | None) -> datetime:
    """The beginning of the month before which all is forgotten; by the retention where None.

    Whole months: ids have the month, and every store must forget the same. Raises
    `typer.BadParameter` for a day in the future: nothing older than what was forgotten is news
    again, so no shift would be found until then.
    """
    now = session.clock.now()
    if before is not None and before > now:
        raise typer.BadParameter("--before must not lie in the future")
    moment = before or now - relativedelta(months=session.settings.retention_months)
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
