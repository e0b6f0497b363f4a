"""The dashboard in Grafana's JSON, from the table.

The model: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
"""

import json
from typing import Any

from deploy.grafana.table import ROWS, Panel, Row

COLUMNS = 24
HEIGHT = {"number": 4, "lines": 8, "stacked": 8, "bars": 8}
SOURCE = {"type": "prometheus", "uid": "parley"}
UNIQUE = "parley-operations"


def document(rows: tuple[Row, ...] = ROWS) -> str:
    """The whole file that Grafana reads."""
    panels: list[dict[str, Any]] = []
    top = 0
    for row in rows:
        panels.append(_heading(row, len(panels) + 1, top))
        top += 1
        left = height = 0
        for panel in row.panels:
            if left + panel.width > COLUMNS:
                left, top = 0, top + height
            height = HEIGHT[panel.kind]
            panels.append(_panel(panel, len(panels) + 1, left, top))
            left += panel.width
        top += height
    return json.dumps(_board(panels), indent=2, ensure_ascii=False) + "\n"


def _board(panels: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "uid": UNIQUE,
        "title": "Parley",
        "description": "Made from deploy/grafana/table.py; do not edit by hand.",
        "tags": ["parley"],
        "schemaVersion": 39,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": []},
        "annotations": {"list": []},
        "panels": panels,
    }


def _heading(row: Row, number: int, top: int) -> dict[str, Any]:
    return {
        "id": number,
        "type": "row",
        "title": row.title,
        "collapsed": False,
        "gridPos": {"x": 0, "y": top, "w": COLUMNS, "h": 1},
        "panels": [],
    }


def _panel(panel: Panel, number: int, left: int, top: int) -> dict[str, Any]:
    return {
        "id": number,
        "type": "stat" if panel.kind == "number" else "timeseries",
        "title": panel.title,
        "description": panel.meaning,
        "datasource": SOURCE,
        "gridPos": {"x": left, "y": top, "w": panel.width, "h": HEIGHT[panel.kind]},
        "targets": [
            {
                "refId": chr(ord("A") + place),
                "datasource": SOURCE,
                "expr": query.expression,
                "legendFormat": query.legend,
                "range": panel.kind != "number",
                "instant": panel.kind == "number",
            }
            for place, query in enumerate(panel.queries)
        ],
        "fieldConfig": {"defaults": _field(panel), "overrides": []},
        "options": _options(panel),
    }


def _field(panel: Panel) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.alarm_from is not None:
        steps.append({"color": "red", "value": panel.alarm_from})
    field: dict[str, Any] = {
        "unit": panel.unit,
        "min": 0,
        "color": {"mode": "thresholds" if panel.kind == "number" else "palette-classic"},
        "thresholds": {"mode": "absolute", "steps": steps},
    }
    if panel.kind != "number":
        field["custom"] = {
            "drawStyle": "bars" if panel.kind == "bars" else "line",
            "fillOpacity": 10 if panel.kind == "lines" else 60,
            "lineWidth": 1,
            "showPoints": "never",
            "stacking": {"mode": "none" if panel.kind == "lines" else "normal"},
        }
    return field


def _options(panel: Panel) -> dict[str, Any]:
    if panel.kind == "number":
        return {"colorMode": "background", "reduceOptions": {"calcs": ["lastNotNull"]}}
    return {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
