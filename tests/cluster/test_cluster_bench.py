"""The cluster's bench on real servers: it measures, leaves nothing behind, and says what fails."""

from dataclasses import replace

import pytest

from parley.benchmarks.cluster import Wishes, measure
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.cluster.roles import RoleFailed, roles
from parley.benchmarks.texts import articles_of
from runtime.clock import SystemClock
from runtime.kafka import clients
from runtime.settings import Settings
from search.index.elastic import unchecked


def left_behind(settings: Settings) -> set[str]:
    """Everything on the servers that a measurement has made."""
    topics = clients.reached(settings).list_topics(timeout=30).topics
    index = unchecked(settings)
    with index.connection.asking() as client:
        indices = client.indices.get(index="bench*", expand_wildcards="all").body
    index.close()
    return {name for name in (*topics, *indices) if name.startswith(settings.prefix)}


def test_each_server_alone_is_measured_on_an_installation_of_its_own(settings: Settings) -> None:
    wishes = Wishes(("publishing", "indexing"), published=300, indexed=300)
    told: list[str] = []
    articles = articles_of(None, SystemClock().now())
    figures = list(measure(settings, SystemClock(), articles, wishes, told.append))
    assert told == ["publishing", "indexing"]
    assert [figure.unit for figure in figures] == ["articles/s", "articles/s"]
    assert all(figure.value > 10 for figure in figures)


def test_an_installation_goes_with_all_that_is_in_it(settings: Settings) -> None:
    with installation(settings) as own:
        assert own.prefix != settings.prefix
        assert any(name.endswith(".articles") for name in left_behind(own))
    assert left_behind(own) == set()


def test_a_role_that_cannot_begin_says_why(settings: Settings) -> None:
    # No topics were made for this installation.
    bare = replace(settings, prefix=f"{settings.prefix}x")
    with pytest.raises(RoleFailed, match="parley topics apply"), roles(bare, ["index"]):
        pass
