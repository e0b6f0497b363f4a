"""The weights are what they should be, or nothing starts."""

import json
import shutil
from pathlib import Path

import pytest

from processors.quotes.weights import WrongWeightsError, models, tagger
from processors.quotes.weights.files import (
    FOLDER,
    LIST,
    MODELS,
    TAGGER,
    VOCABULARY,
    packed,
    unpacked,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "weights"
    shutil.copytree(FOLDER, place)
    return place


def test_each_profile_stays_below_thirty_megabytes() -> None:
    assert sum(p.stat().st_size for p in FOLDER.iterdir() if p.is_file()) < 30_000_000


def test_what_is_packed_is_the_same_unpacked() -> None:
    found = models("accurate")
    again = unpacked(packed(found))
    assert (again.ranking.leaves == found.ranking.leaves).all()
    assert again.threshold == found.threshold
    assert again.linkers is not None


@pytest.mark.parametrize("name", [TAGGER, VOCABULARY, MODELS["accurate"], MODELS["fast"]])
def test_one_changed_byte_is_told_with_the_file_and_what_to_do(folder: Path, name: str) -> None:
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(WrongWeightsError, match=rf"{name}.*install Parley again"):
        _load(folder)


def test_so_is_a_truncated_one(folder: Path) -> None:
    path = folder / TAGGER
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(WrongWeightsError, match="is not the one"):
        _load(folder)


def test_so_is_a_missing_one(folder: Path) -> None:
    (folder / TAGGER).unlink()
    with pytest.raises(WrongWeightsError, match="cannot be read"):
        _load(folder)


def test_so_is_another_version(folder: Path) -> None:
    listed = json.loads((folder / LIST).read_text())
    (folder / LIST).write_text(json.dumps(listed | {"version": 0}))
    with pytest.raises(WrongWeightsError, match="is of version 0"):
        _load(folder)


def test_so_is_a_list_that_is_none(folder: Path) -> None:
    (folder / LIST).write_text("[]")
    with pytest.raises(WrongWeightsError, match="cannot be read"):
        _load(folder)


def _load(folder: Path) -> None:
    tagger(folder)
    models("accurate", folder)
    models("fast", folder)
