"""A metric in the catalogue is one that something counts: the docs promise no empty number."""

import re
from pathlib import Path

import pytest

from runtime.metrics import Metric, catalogue, cluster

ROOT = Path(__file__).parents[3]
ROOMS = ("runtime", "ingest", "processors", "search", "parley")
CODE = {
    path: path.read_text(encoding="utf-8")
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if path.parent != ROOT / "runtime" / "metrics"
}
NAMES = sorted(
    name
    for module in (catalogue, cluster)
    for name, each in vars(module).items()
    if isinstance(each, Metric)
)


@pytest.mark.parametrize("name", NAMES)
def test_somebody_counts_it(name: str) -> None:
    sets = re.compile(rf"\.(?:add|set|observe)\(\s*(?:\w+\.)?{name}\b")
    assert any(sets.search(text) for text in CODE.values())
