"""`parley indices` on a real server: made, moved, pruned, and what it says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from typer.testing import CliRunner, Result

from parley.main import app
from runtime.settings import Settings
from search.index.elastic import mappings, reindexing
from tests.cluster.elastic_store import ElasticStore
from tests.fakes.documents import DAY, article

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the test's settings in the environment."""
    for name in ("kafka", "elasticsearch", "prefix", "data_dir"):
        monkeypatch.setenv(f"PARLEY_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setattr(reindexing, "LOOK_SECONDS", 0.01)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["indices", *arguments], catch_exceptions=False)

    return invoke


def test_made_moved_and_pruned(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("apply")
    assert made.exit_code == 0
    assert f"brought up to date: index {settings.prefix}-takedowns" in made.output
    assert "everything is as it should be" in run("apply").output
    store = ElasticStore(settings)
    old = article("old", at=DAY - timedelta(days=900))
    store.apply([article("a"), old])
    assert "no index has other mappings" in run("reindex").output
    monkeypatch.setitem(mappings.DOCUMENT, "tone", {"type": "keyword"})
    drifted = run("apply").output
    assert f"has other mappings: {settings.prefix}-articles-{DAY:%Y-%m}-1: field tone" in drifted
    assert "2 indices moved" in run("reindex").output
    assert "everything is as it should be" in run("apply").output
    assert (
        "forgotten, older than May 2025: 1 documents"
        in run("prune", "--before", "2025-05-20").output
    )
    assert store.index.get("article", old.id) is None
    assert store.index.get("article", article("a").id) == article("a")
    store.index.close()


def test_a_day_in_the_future_is_refused(run: Run) -> None:
    assert run("apply").exit_code == 0
    refused = run("prune", "--before", "2999-01-01")
    assert refused.exit_code == 2
    assert "must not lie in the future" in refused.output
