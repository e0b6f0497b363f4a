"""The index in Elasticsearch keeps the contract, on a real server."""

import secrets
from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("tests.contract.index_contract")

from runtime.settings import load  # noqa: E402
from search.index.elastic import counting  # noqa: E402
from tests.cluster.elastic_store import ElasticStore  # noqa: E402
from tests.contract.index_contract import IndexContract  # noqa: E402


class TestElasticIndex(IndexContract):
    counting = (counting,)

    @pytest.fixture
    def store(self, settings) -> Iterator[ElasticStore]:
        store = ElasticStore(settings)
        yield store
        store.index.close()
