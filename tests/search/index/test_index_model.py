"""The index in SQLite against the one in a dictionary: the same answer after any history."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from search.index import Kind
from search.query import Query
from tests.contract.index_model import ASKED, STEPS, Step, check_same_answers
from tests.fakes.index_stores import SqliteStore


@settings(max_examples=60, deadline=None)
@given(STEPS, ASKED)
def test_the_same_answers_as_the_index_in_a_dictionary(
    steps: Sequence[Step], asked: Sequence[tuple[Kind, Query]]
) -> None:
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "parley.db")
        check_same_answers(store, steps, asked)
        store.database.close()
