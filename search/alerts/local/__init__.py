"""Watches, hits, alerts and deliveries in the one SQLite file.

Everything is written in the transaction of the article that it follows from.
What does not belong here: what matches, what an alert is, who is told (the rooms above decide).
"""

from search.alerts.local.desk import AlertDesk
from search.alerts.local.sqlite import Alerts
from search.alerts.local.tables import MIGRATIONS

__all__ = ["MIGRATIONS", "AlertDesk", "Alerts"]
