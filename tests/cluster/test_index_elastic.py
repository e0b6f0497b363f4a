"""The index in Elasticsearch keeps the contract, on a real server."""

import secrets
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from parley.benchmarks.fiction import Newsroom
from runtime.settings import load
from search.index import KINDS, Hit, Index, Kind
from search.index.elastic import counting
from search.query import Query, parse
from tests.cluster.elastic_store import ElasticStore
from tests.contract.index_contract import IndexContract
from tests.contract.index_model import ASKED, STEPS, Step, check_same_answers
from tests.fakes.index_stores import SqliteStore


@pytest.fixture(scope="module")
def shared(servers: dict[str, str]) -> Iterator[ElasticStore]:
    store = ElasticStore(load(None, servers, {"prefix": f"t{secrets.token_hex(4)}"}))
    yield store
    store.remove()


class TestElasticIndex(IndexContract):
    counting = (counting,)

    @pytest.fixture
    def store(self, shared: ElasticStore) -> Iterator[ElasticStore]:
        yield shared
        shared.clear()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, asked=ASKED)
def test_the_same_answers_as_the_index_in_a_dictionary(
    shared: ElasticStore, steps: Sequence[Step], asked: Sequence[tuple[Kind, Query]]
) -> None:
    try:
        check_same_answers(shared, steps, asked)
    finally:
        shared.clear()


QUERIES = (
    "",
    "talks",
    '"talks tariff" OR "the talks"',
    "ceasefire -border",
    "ceasefire OR border after:2025-01-10 before:2025-01-20",
    "NOT (talks OR border OR the)",
    "outlet:herald water",
)
HELD = ("stance:<0 issue:talks", "speaker:minister kind:direct OR move:demand", "-party:Aravia")


def test_the_same_corpus_answers_alike_in_both_stores(shared: ElasticStore, tmp_path: Path) -> None:
    newsroom = Newsroom(1_200, 3_600, 240)
    reports = list(islice(newsroom.reports(), 80))
    local = SqliteStore(tmp_path / "parley.db")
    try:
        for store in (local, shared):
            store.apply(
                [each.article for each in reports],
                [said for each in reports for said in each.statements],
                list(Newsroom(1_200, 3_600, 240, seed=7).shifts(reports)),
            )
        for kind in KINDS:
            for words in (*QUERIES, *(HELD if kind != "article" else ())):
                query = parse(words, kind)
                here, there = local.index, shared.index
                assert pages(there, kind, query) == pages(here, kind, query), words
                assert there.counted(kind, query) == here.counted(kind, query), words
                assert list(there.scan(kind, query)) == list(here.scan(kind, query)), words
        assert pages(shared.index, "statement", parse("the")), "nothing was compared"
        assert shared.index.standings() == local.index.standings()
    finally:
        local.database.close()
        shared.clear()


def pages(index: Index[None], kind: Kind, query: Query) -> list[tuple[Hit, ...]]:
    """All hits with their marks, page by page."""
    page = index.search(kind, query, limit=30)
    found = [page.hits]
    while page.next is not None:
        page = index.search(kind, query, limit=30, after=page.next)
        found.append(page.hits)
    return found
