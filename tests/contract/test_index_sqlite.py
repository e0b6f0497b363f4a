"""The index in SQLite keeps the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.index.local import counting
from tests.contract.index_contract import IndexContract
from tests.fakes.index_stores import SqliteStore


class TestSqliteIndex(IndexContract):
    counting = (counting,)

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = SqliteStore(tmp_path / "parley.db")
        yield store
        store.database.close()
