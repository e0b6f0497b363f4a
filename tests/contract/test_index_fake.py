"""The index in a dictionary keeps the contract, so that tests may stand on it."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from search.index import Applied
from tests.contract.index_contract import IndexContract
from tests.fakes import index
from tests.fakes.index import FakeIndex
from wire import Article, Shift, Statement


class DictionaryStore:
    def __init__(self) -> None:
        self.index = FakeIndex()

    def apply(
        self,
        articles: Sequence[Article] = (),
        statements: Sequence[Statement] = (),
        shifts: Sequence[Shift] = (),
    ) -> Applied:
        return self.index.apply(None, articles, statements, shifts)

    def keep_revision(self, article: Article, statements: Sequence[Statement]) -> None:
        self.index.keep_revision(None, article, statements)

    def erase(self, article_id: str) -> int:
        return self.index.erase(None, article_id)

    def prune(self, before: datetime) -> int:
        return self.index.prune(None, before)


class TestFakeIndex(IndexContract):
    counting = (index,)

    @pytest.fixture
    def store(self) -> DictionaryStore:
        return DictionaryStore()
