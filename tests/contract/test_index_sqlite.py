"""The index in SQLite keeps the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.contract.index_contract")

from search.index.local import counting  # noqa: E402
from tests.contract.index_contract import IndexContract  # noqa: E402
from tests.fakes.index_stores import SqliteStore  # noqa: E402


class TestSqliteIndex(IndexContract):
    counting = (counting,)

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = SqliteStore(tmp_path / "parley.db")
        yield store
        store.database.close()
