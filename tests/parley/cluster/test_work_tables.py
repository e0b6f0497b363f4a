"""Where the workers of one machine have their tables: each its own directory, used again."""

from pathlib import Path

import pytest

from parley.cluster.work import Tables, reading_with
from parley.failure import Failure
from parley.local.extraction import ChildUnavailable, ExtractionFailed
from runtime.kafka import Passing, Poison
from runtime.settings import Settings
from tests.fakes.articles import article
from tests.fakes.clock import ManualClock
from wire import Article, Statement


def tables(folder: Path, prefix: str = "parley", most: int = 2) -> Tables:
    return Tables(Settings(data_dir=folder, prefix=prefix), ManualClock(), most)


def test_each_worker_has_the_first_directory_that_nobody_has(tmp_path: Path) -> None:
    with tables(tmp_path) as one:
        with tables(tmp_path) as two:
            assert [each.directory.parent.name for each in (one, two)] == ["0", "1"]
            with (
                pytest.raises(Failure, match="2 workers have their tables there already"),
                tables(tmp_path),
            ):
                pass
        with tables(tmp_path) as again, tables(tmp_path, "other") as other:
            assert again.directory == two.directory
            assert other.directory.parent.name == "0"


class Child:
    """An extraction child that always fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def extract(self, article: Article) -> tuple[Statement, ...]:
        del article
        raise self.error


async def test_what_the_child_can_t_read_is_poison_and_its_absence_passes() -> None:
    unreadable = reading_with(Child(ExtractionFailed("timeout", "too slow", 2)))
    with pytest.raises(Poison, match="too slow") as poison:
        await unreadable(article("x"))
    assert poison.value.error == "timeout"
    with pytest.raises(Passing, match="does not start"):
        await reading_with(Child(ChildUnavailable("it does not start")))(article("x"))
