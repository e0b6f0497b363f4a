"""The dashboard of operations as code: `table.py` says what it shows, `dashboard.py` writes it.

What does not belong here: what a metric means (the catalogue says it), and alarms
(`deploy/prometheus/rules.yml`).
"""

from deploy.grafana.dashboard import document
from deploy.grafana.table import ROWS, Panel, Query, Row

__all__ = ["ROWS", "Panel", "Query", "Row", "document"]
