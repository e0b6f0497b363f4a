"""The dashboard shows what the catalogue has, and Grafana finds its source."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.grafana import ROWS, Panel, document
from runtime.metrics import CATALOGUE, Metric

ROOT = Path(__file__).parents[2]
GRAFANA = ROOT / "deploy" / "grafana"
BY_NAME = {metric.name: metric for metric in CATALOGUE}
PANELS = [panel for row in ROWS for panel in row.panels]
SELECTED = re.compile(r"(parley_[a-z_]+)(\{[^}]*\})?")
GROUPED = re.compile(r"by \(([a-z, ]+)\)")
OF_SCRAPING = {"job", "instance"}


def metric_of(name: str) -> Metric:
    """The metric whose series is named so."""
    for part in ("_bucket", "_sum", "_count"):
        found = BY_NAME.get(name.removesuffix(part))
        if name.endswith(part) and found is not None and found.kind == "histogram":
            return found
    assert name in BY_NAME, f"{name} is not in the catalogue"
    assert BY_NAME[name].kind != "histogram", f"{name} has no series of that name"
    return BY_NAME[name]


def expressions() -> list[tuple[str, str]]:
    return [(panel.title, query.expression) for panel in PANELS for query in panel.queries]


def test_a_name_that_is_not_in_the_catalogue_is_found() -> None:
    with pytest.raises(AssertionError):
        metric_of("parley_invented_total")
    with pytest.raises(AssertionError):
        metric_of("parley_delay_seconds")
    assert metric_of("parley_delay_seconds_bucket").name == "parley_delay_seconds"


@pytest.mark.parametrize(("title", "expression"), expressions())
def test_every_metric_on_a_panel_is_in_the_catalogue_with_its_labels(
    title: str, expression: str
) -> None:
    found = SELECTED.findall(expression)
    assert found, title
    labels: set[str] = set(OF_SCRAPING)
    for name, selector in found:
        metric = metric_of(name)
        own = set(metric.labels) | ({"le"} if metric.kind == "histogram" else set())
        assert set(re.findall(r"([a-z_]+)(?:=|!=|=~)", selector)) <= own, expression
        labels |= own
        if metric.kind == "counter":
            assert "rate(" in expression or "increase(" in expression or " - " in expression
    for names in GROUPED.findall(expression):
        assert {name.strip() for name in names.split(",")} <= labels, expression


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_words_of_a_series_are_labels_it_has(panel: Panel) -> None:
    for query in panel.queries:
        kept = {
            name.strip() for names in GROUPED.findall(query.expression) for name in names.split(",")
        }
        if " by " not in query.expression:
            kept = OF_SCRAPING
        assert set(re.findall(r"\{\{(\w+)\}\}", query.legend)) <= kept, query
    assert panel.meaning.endswith(".")


def test_every_metric_of_the_cluster_is_on_a_panel_or_in_an_alarm() -> None:
    rules = (ROOT / "deploy" / "prometheus" / "rules.yml").read_text(encoding="utf-8")
    shown = {
        metric_of(name).name for _, each in expressions() for name, _ in SELECTED.findall(each)
    }
    rung = {metric_of(name).name for name, _ in SELECTED.findall(rules)}
    from runtime.metrics.cluster import CLUSTER

    assert {metric.name for metric in CLUSTER} - shown - rung == set()


def test_panels_lie_beside_and_below_each_other() -> None:
    board = json.loads(document())
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])

    def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
        a, b = one["gridPos"], other["gridPos"]
        return (
            a["x"] < b["x"] + b["w"]
            and b["x"] < a["x"] + a["w"]
            and a["y"] < b["y"] + b["h"]
            and b["y"] < a["y"] + a["h"]
        )

    assert not [pair for pair in combinations(board["panels"], 2) if overlap(*pair)]
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in board["panels"])


def test_grafana_finds_the_source_and_the_dashboard() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    sources = yaml.safe_load(
        (GRAFANA / "provisioning/datasources/prometheus.yml").read_text(encoding="utf-8")
    )["datasources"]
    used = {panel["datasource"]["uid"] for panel in json.loads(document())["panels"][1:2]}
    assert {source["uid"] for source in sources} == used
    assert sources[0]["url"] == "http://prometheus:9090"
    provider = yaml.safe_load(
        (GRAFANA / "provisioning/dashboards/parley.yml").read_text(encoding="utf-8")
    )["providers"][0]
    grafana = compose["services"]["grafana"]
    places = dict(reversed(each.removesuffix(":ro").split(":")) for each in grafana["volumes"])
    assert places[provider["options"]["path"]] == "./deploy/grafana/dashboards"
    home = grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert (GRAFANA / "dashboards" / Path(home).name).exists()
    assert home.startswith(provider["options"]["path"])
