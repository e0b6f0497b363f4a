"""Alarms: their metrics exist, each is played through by promtool, each has a page of remedy."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.grafana import ROWS
from tests.deploy.test_grafana import SELECTED, metric_of

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES = [
    rule
    for group in yaml.safe_load((PROMETHEUS / "rules.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
NAMES = [rule["alert"] for rule in RULES]
REMEDIES = ROOT / "docs" / "operations" / "alarms.md"


def promtool(folder: Path, *words: str) -> str:
    """What promtool says in a folder; a complaint of it is a failure."""
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("no promtool on this machine (Debian: the package prometheus)")
    done = subprocess.run(
        [found, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_every_metric_of_an_alarm_is_in_the_catalogue(rule: dict[str, object]) -> None:
    for name, selector in SELECTED.findall(str(rule["expr"])):
        metric = metric_of(name)
        named = set(re.findall(r"([a-z_]+)(?:=|!=|=~)", selector))
        assert named <= {*metric.labels, "job", "instance"}


def test_names_are_said_once_and_each_says_how_urgent_it_is() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for rule in RULES:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"].keys() == {"summary"}


def test_every_alarm_rings_in_a_test_and_keeps_still_in_another() -> None:
    played = yaml.safe_load((PROMETHEUS / "rules_test.yml").read_text(encoding="utf-8"))["tests"]
    rang = {
        each["alertname"]
        for test in played
        for each in test["alert_rule_test"]
        if each.get("exp_alerts")
    }
    kept_still = {
        each["alertname"]
        for test in played
        for each in test["alert_rule_test"]
        if not each.get("exp_alerts")
    }
    assert rang == kept_still == set(NAMES)


def test_every_alarm_has_its_remedy_in_the_guide() -> None:
    told = re.findall(r"^## (Parley\w+)$", REMEDIES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(NAMES)


def test_promtool_plays_them_through() -> None:
    promtool(PROMETHEUS, "test", "rules", "rules_test.yml")


def test_promtool_reads_the_configuration() -> None:
    promtool(PROMETHEUS, "check", "config", "prometheus.yml")


def test_promtool_reads_every_expression_of_the_dashboard(tmp_path: Path) -> None:
    expressions = [
        query.expression.replace("$__rate_interval", "1m")
        for row in ROWS
        for panel in row.panels
        for query in panel.queries
    ]
    rules = [{"record": f"panel:{number}", "expr": each} for number, each in enumerate(expressions)]
    (tmp_path / "panels.yml").write_text(
        yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), encoding="utf-8"
    )
    assert f"{len(rules)} rules found" in promtool(tmp_path, "check", "rules", "panels.yml")
