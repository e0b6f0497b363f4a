"""Learning how far stances are to be believed, from labelled items."""

import json
from pathlib import Path

import msgspec
import pytest

from processors.learning import certainty
from processors.learning.items import labelled
from processors.positions.logistic import Logistic

THINGS = ("port", "mill", "canal", "weir", "ferry", "lock")


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join([*map(json.dumps, rows), ""]), encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> str:
    """Norway lifts a tariff, which the label agrees with, and then a wrong one: it raised it."""
    items = [
        {"doc_id": f"{kind}{n}", "thread": thing, "text": text.format(thing)}
        for n, thing in enumerate(THINGS)
        for kind, text in (
            ("yes", "Norway lifted the tariff on the {}."),
            ("no", "Norway imposed a tariff on the {}."),
        )
    ]
    labels = [
        {"doc_id": f"{kind}{n}", "party": "Norway", "issue": "trade", "stance": 2}
        for n in range(len(THINGS))
        for kind in ("yes", "no")
    ]
    first = lines(tmp_path / "items.jsonl", items)
    return f"{first}+{lines(tmp_path / 'labels.jsonl', labels)}"


def test_a_stance_is_right_where_party_issue_and_stance_are_the_labels(pair: str) -> None:
    cases = list(certainty.judged(list(labelled(pair))))
    assert len(cases) == 2 * len(THINGS)
    assert [case.right for case in cases] == [True, False] * len(THINGS)
    assert {case.thread for case in cases} == set(THINGS)
    assert cases[0].signs["deed"] == 1


def test_labels_of_others_or_on_other_issues_say_nothing(tmp_path: Path) -> None:
    items = lines(tmp_path / "i.jsonl", [{"doc_id": "a", "text": "Norway lifted the tariff."}])
    labels = lines(
        tmp_path / "l.jsonl",
        [
            {"doc_id": "a", "party": "Iceland", "issue": "trade", "stance": 2},
            {"doc_id": "a", "party": "Norway", "issue": "captives", "stance": 2},
        ],
    )
    assert list(certainty.judged(list(labelled(f"{items}+{labels}")))) == []


def test_it_is_measured_and_written(
    pair: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certainty.main([pair, "--check"], tmp_path)
    assert capsys.readouterr().out.startswith("12 cases, 10 folds over threads: right 50.0")
    assert not (tmp_path / "certainty.json").exists()
    certainty.main([pair], tmp_path)
    learned = msgspec.json.decode((tmp_path / "certainty.json").read_bytes(), type=Logistic)
    assert set(learned.weights) == {"learned", "ruled", "agreed", "takes", "nested", "deed"}
    assert json.loads((tmp_path / "manifest.json").read_text())["certainty.json"]["version"] == "1"
