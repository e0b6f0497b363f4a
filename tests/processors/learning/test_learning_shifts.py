"""Learning how far shifts are to be believed, from labelled items and readers' shifts."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from processors.learning import shifts
from processors.learning.certainty import statements
from processors.learning.items import labelled
from processors.positions.logistic import Logistic

PLACES = ("Norway", "Iceland", "Denmark", "Finland", "Sweden", "Estonia")


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join([*map(json.dumps, rows), ""]), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """Each state imposes a tariff and lifts it; a reader calls that a shift of every other one."""
    texts = ("{} imposed a tariff on Latvia.", "{} lifted the tariff on Latvia.")
    items = lines(
        tmp_path / "items.jsonl",
        [
            {
                "doc_id": f"{place}{n}",
                "thread": place,
                "text": text.format(place),
                "date": f"2025-0{1 + n}-03",
            }
            for place in PLACES
            for n, text in enumerate(texts)
        ],
    )
    labels = lines(
        tmp_path / "labels.jsonl",
        [
            {"doc_id": f"{place}{n}", "party": place, "issue": "trade", "stance": stance}
            for place in PLACES
            for n, stance in enumerate((-2, 2 if place < "G" else 1))
        ],
    )
    seen = lines(
        tmp_path / "shifts.jsonl",
        [
            {"party": place, "issue": "trade", "direction": "softening", "date": "2025-02-04"}
            for place in PLACES[::2]
        ],
    )
    return [f"{items}+{labels}", "--shifts", str(seen), str(seen)]


def test_a_shift_is_right_where_a_reader_has_it(data: list[str]) -> None:
    texts = list(labelled(data[0]))
    readers = [[json.loads(line) for line in Path(data[2]).read_text().splitlines()]] * 2
    cases = shifts.cases(list(statements(texts)), readers)
    softer = [case for case in cases if case.right]
    assert {case.thread for case in cases} == set(PLACES)
    assert {case.thread for case in softer} == set(PLACES[::2])
    assert all(0 < case.signs["less sure"] < 1 for case in cases)


def test_one_shift_of_a_reader_makes_one_right() -> None:
    day = date(2025, 2, 4)
    near = [("norway", "softening", day), ("norway", "softening", day.replace(day=6))]
    assert shifts._matched(near[:1], near[::-1], 2) == [1]
    assert shifts._matched(near[:1], [("norway", "hardening", day)], 2) == []
    assert shifts._matched(near[:1], [("norway", "softening", day.replace(day=7))], 2) == []


def test_it_is_measured_and_written(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shifts.main([*data, "--check"], tmp_path)
    assert " folds over threads: right " in capsys.readouterr().out
    assert not (tmp_path / "shifts.json").exists()
    shifts.main(data, tmp_path)
    learned = msgspec.json.decode((tmp_path / "shifts.json").read_bytes(), type=Logistic)
    assert set(learned.weights) == {*("trust", "less sure", "lately", "conditional", "nobody")}
