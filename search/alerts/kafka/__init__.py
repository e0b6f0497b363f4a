"""Alerts in the cluster: what the index role matched in, the compacted topic of alerts out.

The tables are those of the local shell (`search.alerts.local`). The topics are the truth, and the
file is their cache: every change of a row gives its entry a new edition, which is published before
the hit that brought it counts as read. What does not belong here: what an alert is, who is told.
"""

from search.alerts.kafka.tables import MIGRATIONS

__all__ = ["MIGRATIONS"]
