"""A backfill in the local shell: what ends it, ends it with one error that has a remedy."""

import sys
from pathlib import Path

import pytest

from ingest.state import SeenMark
from parley.local import backfilling
from parley.local.backfilling import backfill_files
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.session import Session
from runtime.sqlite import StorageError
from tests.fakes.program import lines
from wire import Article

ROOT = Path(__file__).parents[3]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    fake = (sys.executable, "-m", "tests.fakes.reading_child")
    monkeypatch.setattr(
        backfilling, "ExtractionProcess", lambda *given: ExtractionProcess(*given, program=fake)
    )
    return Session(config=None, flags={"data_dir": tmp_path / "data"})


async def test_a_full_disk_is_one_error_and_not_a_group_of_them(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(pipeline: Pipeline, entry: Article, seen: SeenMark) -> bool:
        raise StorageError("full", tmp_path)

    monkeypatch.setattr(Pipeline, "accept", full)
    text = "The minister said that the talks would go on."
    file = lines(tmp_path / "a.jsonl", *({"id": number, "text": text} for number in range(20)))
    with pytest.raises(StorageError, match="disk is full"):
        await backfill_files(session, [file], None, False, ())
