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
    return _month(before) if before else by_retention(now, session.settings.retention_months)


def by_retention(now: datetime, months: int) -> datetime:
    """The beginning of the month that lies so many months back."""
    return _month(now - relativedelta(months=months))


def _month(moment: datetime) -> datetime:
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
